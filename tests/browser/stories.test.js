// Three readers, from the home page to what they came for.
import assert from 'node:assert/strict';

import { go, open } from './lib/browser.js';
import { axe, languages, sideways } from './lib/checks.js';
import { real } from './lib/site.js';
import { test } from './lib/test.js';

test('a grower with a small phone and no script: how to dry chestnuts, what it costs, whom to call, on paper', async (t) => {
  const page = await open(t, await real(), { width: 320, height: 568, script: false });
  await t.test('finds the technique from the home page, typing no marks', async () => {
    await go(page, '/');
    await page.fill('#q', 'cach say hat de');
    await page.locator('.find button').click();
    await page.waitForURL(/\/tim\?q=cach\+say\+hat\+de/);
    const first = page.locator('.rows > li').first();
    assert.match(await first.textContent(), /Hướng dẫn kỹ thuật/);
    await first.locator('h3 a').click();
    await page.waitForURL(/\/ky-thuat\/kt-say-hat-de$/);
    assert.match(await page.locator('h1').textContent(), /Sấy hạt dẻ/);
  });
  await t.test('reads what to do, step by step, and the hazards before it', async () => {
    assert.ok(await page.locator('.steps > li').count() >= 5);
    const [hazards, steps] = await Promise.all(['.alert.bad', '.steps'].map((s) => page.locator(s).first().boundingBox()));
    assert.ok(hazards.y < steps.y);
    assert.deepEqual(await sideways(page), []);
  });
  await t.test('works out what their own amount costs', async () => {
    await page.fill('#dt', '25');
    await page.selectOption('#dv', 'kg');
    await page.fill('input[name=g0]', '30.000');
    await page.locator('.calc button[type=submit]').click();
    await page.waitForURL(/dt=25/);
    const sums = await page.locator('.calc').textContent();
    assert.match(sums, /Hạt dẻ lành\s+25\s?kg/);
    assert.match(sums, /Cộng các khoản có giá: 750\.000\sđồng/);
    assert.equal(await page.inputValue('input[name=g0]'), '30.000', 'the price stays in its box');
  });
  await t.test('sees whom to call, one touch away', async () => {
    const call = page.locator('.ask a[href^="tel:"]');
    assert.equal(await call.getAttribute('href'), 'tel:02063000000');
    const box = await call.boundingBox();
    assert.ok(box.height >= 24 && box.width >= 24);
  });
  await t.test('prints it: one page with the steps and the code', async () => {
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g).length, 1);
    await page.emulateMedia({ media: 'print' });
    assert.ok(await page.locator('.steps').first().isVisible());
    assert.ok(await page.locator('.leaflet svg').isVisible());
    await page.emulateMedia({ media: null });
  });
});

test('an enterprise compares three technologies and sends the address', async (t) => {
  const url = await real();
  const page = await open(t, url);
  await go(page, '/');
  await page.getByRole('link', { name: 'Tôi tìm công nghệ cho doanh nghiệp' }).click();
  await page.waitForURL(/collection=cong-nghe/);
  await page.fill('#q', 'tinh bột');
  await Promise.all([page.waitForURL(/q=tinh/), page.keyboard.press('Enter')]);
  await page.locator('.rows a[href*="/so-sanh"]').first().click();
  for (const n of [2, 3]) {
    await page.waitForURL((at) => at.searchParams.getAll('ma').length === n - 1);
    await page.fill('#them-q', n === 2 ? 'miến dong' : 'bột thạch');
    await page.locator('form:has(#them-q) button').click();
    await page.waitForURL(/q=/);
    await page.locator('.offers .btn').first().click();
  }
  await page.waitForURL((at) => at.searchParams.getAll('ma').length === 3);
  assert.equal(await page.locator('.cmp thead th').count(), 3);
  assert.ok(await page.locator('.cmp .diff').count() > 0, 'differences are marked');
  const table = (other) => other.locator('.cmp').innerText();
  const shown = await table(page);
  // Whoever gets the address has another browser, no history, and sees the same.
  const partner = await open(t, url);
  await go(partner, page.url().slice(url.length));
  assert.equal(await table(partner), shown);
  assert.equal(await partner.title(), await page.title());
  assert.deepEqual(await axe(partner), []);
});

test('a reader of Chinese gets from 八角 to the technique and to who grows it', async (t) => {
  const page = await open(t, await real(), { width: 320 });
  const chinese = async () => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    assert.equal(new URL(page.url()).searchParams.get('lang'), 'zh');
  };
  await go(page, '/');
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL(/lang=zh/);
  await chinese();
  await page.fill('#q', '八角');
  await page.getByRole('button', { name: '搜索' }).click();
  await page.waitForURL(/\/tim\?/);
  await chinese();
  assert.match(await page.locator('.count').textContent(), /^\d+条结果/);
  const technique = page.locator('.rows > li').filter({ hasText: '技术指南' }).first();
  assert.match(await technique.locator('h3').textContent(), /八角/);
  await technique.locator('h3 a').click();
  await page.waitForURL(/\/ky-thuat\//);
  await chinese();
  assert.match(await page.locator('h1').textContent(), /八角/);
  // Interface whole in Chinese: no label of ours is Vietnamese.
  assert.deepEqual(await languages(page), []);
  // The subject gathers all that is known of it: by kind.
  await page.locator('a[href^="/chu-de/hoi"]').first().click();
  await page.waitForURL(/\/chu-de\/hoi/);
  await chinese();
  await page.getByRole('link', { name: /示范|模式/ }).first().click();
  await page.waitForURL(/collection=mo-hinh/);
  await chinese();
  await page.locator('.rows h3 a').first().click();
  await page.waitForURL(/\/mo-hinh\//);
  await chinese();
  assert.ok(await page.locator('a[href^="/noi/"]').count() > 0, 'where they are');
  assert.deepEqual(await axe(page), []);
});
