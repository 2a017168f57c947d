// The copy for a USB stick, opened from the disk as by double click.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { axe, sideways, targets } from './lib/checks.js';
import { open } from './lib/browser.js';
import { HERE, ROOT } from './lib/places.js';

const program = process.env.NHIPCAU_BIN
  ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug', 'nhipcau');
let folder;
const url = (path) => new URL(path, `${pathToFileURL(join(folder, 'usb'))}/`).href;
const show = async (t, path, more) => {
  const page = await open(t, url('index.html'), more);
  await page.goto(url(path));
  return page;
};

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'nhipcau-export-'));
  execFileSync(program, [
    'export', join(folder, 'usb'), '--content', join(ROOT, 'content'), '--config', join(HERE, 'nhipcau.toml'),
    '--index', join(folder, 'index'), '--data', join(folder, 'data'),
  ], { stdio: ['ignore', 'pipe', 'pipe'] });
});

after(() => rmSync(folder, { recursive: true, force: true }));

for (const q of ['hat de', 'hạt dẻ', 'HẠT DẺ', 'hạt dẻ'.normalize('NFD')]) {
  test(`from the first page to the record: ${q}`, async (t) => {
    const page = await show(t, 'index.html', { width: 320 });
    await page.fill('#q', q);
    await page.keyboard.press('Enter');
    await page.waitForURL(/trang\/tim\.html\?q=/);
    await page.locator('#ket-qua > li').first().waitFor();
    assert.match(await page.locator('#dem').textContent(), /^\d+ kết quả$/);
    const first = page.locator('#ket-qua h3 a').first();
    assert.match(await first.textContent(), /dẻ/i);
    const title = await first.textContent();
    await first.click();
    await page.waitForURL(/trang\/[a-z-]+\/[a-z0-9-]+\.html$/);
    assert.equal(await page.locator('h1').textContent(), title);
    await page.goBack();
    assert.equal(await page.inputValue('#q'), q);
    await page.locator('#ket-qua > li').first().waitFor();
  });
}

test('another name says by which name it matched', async (t) => {
  const page = await show(t, 'trang/tim.html');
  await page.locator('#q').pressSequentially('mác lịch');
  await page.locator('#ket-qua .why').first().waitFor();
  assert.match(await page.locator('#ket-qua').textContent(), /Khớp theo tên gọi khác: [^]*dẻ/i);
});

test('in Chinese', async (t) => {
  const page = await show(t, 'trang/zh/index.html');
  await page.fill('#q', '八角');
  await page.keyboard.press('Enter');
  await page.waitForURL(/zh\/tim\.html/);
  const first = page.locator('#ket-qua h3 a').first();
  assert.match(await first.textContent(), /八角/);
  await first.click();
  await page.waitForURL(/trang\/zh\/[a-z-]+\/[a-z0-9-]+\.html$/);
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
});

test('nothing found, and more than one page', async (t) => {
  const page = await show(t, 'trang/tim.html?q=zzzxq');
  await page.waitForFunction(() => document.getElementById('dem').textContent);
  assert.match(await page.locator('#dem').textContent(), /^Không có kết quả/);
  await page.fill('#q', 'cây');
  await page.locator('#them:visible').waitFor();
  const seen = await page.locator('#ket-qua > li').count();
  await page.click('#them');
  await page.waitForFunction((n) => document.querySelectorAll('#ket-qua > li').length > n, seen);
});

test('without a script the lists lead to the record', async (t) => {
  const page = await show(t, 'trang/tim.html', { script: false });
  assert.match(await page.content(), /<noscript>[^]*đang tắt JavaScript/);
  await page.locator('.colls a[href="ds/ky-thuat.html"]').click();
  await page.locator('a[href="../ky-thuat/kt-say-hat-de.html"]').click();
  await page.locator('.crumb a').last().click();
  await page.waitForURL(/ds\/ky-thuat\.html$/);
});

for (const width of [320, 1280]) {
  test(`for everybody, ${width} px`, async (t) => {
    for (const path of ['trang/tim.html?q=hat+de', 'trang/ds/ky-thuat.html', 'trang/ban-nay.html', 'trang/ky-thuat/kt-say-hat-de.html']) {
      const page = await show(t, path, { width });
      if (path.includes('?')) {
        await page.locator('#ket-qua > li').first().waitFor();
      }
      assert.deepEqual(page.faults, [], path);
      assert.deepEqual([...await axe(page), ...await sideways(page)], [], path);
      // axe asks for the style sheet by a request of its own, which the policy of the page refuses.
      page.faults.length = 0;
      // Pages that the server has as well are looked at there.
      if (!path.includes('ky-thuat/')) {
        assert.deepEqual(await targets(page), [], path);
      }
    }
  });
}
