// Reading without a network: visited pages, pages kept on purpose, the page for what is not held.
import assert from 'node:assert/strict';

import { go, open } from './lib/browser.js';
import { axe, sideways } from './lib/checks.js';
import { real } from './lib/site.js';
import { CHESTNUTS } from './lib/states.js';
import { test } from './lib/test.js';

/** A page whose service worker is at work. */
async function worked(t) {
  const page = await open(t, await real(), { width: 320, serviceWorkers: 'allow' });
  await go(page, '/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  return page;
}

/** Cuts the network, and takes what the console says of it out of the faults. */
async function cut(page) {
  await page.context().setOffline(true);
}

const noise = (page) => {
  const own = page.faults.filter((fault) => !/net::ERR_(INTERNET_DISCONNECTED|FAILED)/.test(fault));
  page.faults.splice(0, page.faults.length, ...own);
};

test('a visited page is there without a network, with its style', async (t) => {
  const page = await worked(t);
  await go(page, CHESTNUTS);
  await page.waitForFunction((path) => caches.open('xem').then((c) => c.match(path)).then(Boolean), CHESTNUTS);
  await cut(page);
  await page.reload();
  assert.match(await page.locator('h1').textContent(), /Sấy hạt dẻ/);
  assert.equal(await page.locator('.steps .n').first().evaluate((e) => getComputedStyle(e).position), 'absolute');
  await page.context().setOffline(false);
  noise(page);
});

test('a page that is not held says so, and lists what is', async (t) => {
  const page = await worked(t);
  await go(page, CHESTNUTS);
  await page.waitForFunction((path) => caches.open('xem').then((c) => c.match(path)).then(Boolean), CHESTNUTS);
  await cut(page);
  await page.goto('/ky-thuat/kt-trong-gung');
  // The script asks the caches first.
  await page.locator('#dut').waitFor();
  await page.locator('#seen a').first().waitFor();
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(await sideways(page), []);
  await page.locator(`#seen a[href$="${CHESTNUTS}"]`).click();
  await page.waitForURL(/kt-say-hat-de/);
  assert.match(await page.locator('h1').textContent(), /Sấy hạt dẻ/);
  await page.goto('/ky-thuat/kt-trong-gung?lang=zh');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await page.context().setOffline(false);
  noise(page);
});

test('a record is kept on purpose, and dropped again', async (t) => {
  const page = await worked(t);
  await go(page, CHESTNUTS);
  const keep = page.getByRole('button', { name: 'Lưu để xem khi không có mạng' });
  assert.equal(await keep.getAttribute('aria-pressed'), 'false');
  await keep.click();
  await page.getByText('Đã lưu trong máy này.').waitFor();
  assert.equal(await keep.getAttribute('aria-pressed'), 'true');
  // What was only visited is gone: the record is held by its own.
  await page.evaluate(() => caches.delete('xem'));
  await cut(page);
  await page.reload();
  assert.match(await page.locator('h1').textContent(), /Sấy hạt dẻ/);
  assert.equal(await keep.getAttribute('aria-pressed'), 'true');
  await page.goto('/da-luu');
  assert.equal(await page.locator('#dut').isVisible(), false);
  await page.locator('#own li').first().waitFor();
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: /^Bỏ lưu: Sấy hạt dẻ/ }).click();
  await page.locator('#own li').waitFor({ state: 'detached' });
  await page.goto(CHESTNUTS);
  await page.locator('#dut').waitFor(); // it is no longer held
  await page.context().setOffline(false);
  noise(page);
});

test('the records of a list are kept together', async (t) => {
  const page = await worked(t);
  await go(page, '/tim?q=say+hat+de&collection=ky-thuat');
  await page.getByRole('button', { name: /^Lưu các bản ghi này/ }).click();
  await page.getByText('Đã lưu trong máy này.').waitFor();
  const first = page.locator('.rows h3 a').nth(1);
  const [path, title] = [await first.getAttribute('href'), await first.textContent()];
  await cut(page);
  await page.goto(path);
  assert.equal(await page.locator('h1').textContent(), title);
  await page.context().setOffline(false);
  noise(page);
});

test('what the server does not want held is not', async (t) => {
  const page = await worked(t);
  await go(page, '/khong-co-trang-nay', 404);
  await cut(page);
  await page.goto('/khong-co-trang-nay');
  await page.locator('#dut').waitFor();
  await page.context().setOffline(false);
  noise(page);
});

test('without a script the page says what else can be done, and no button promises anything', async (t) => {
  const page = await open(t, await real(), { script: false });
  await go(page, '/da-luu');
  assert.ok(await page.locator('#khong').isVisible());
  assert.equal(await page.locator('#luu').isVisible(), false);
  await go(page, CHESTNUTS);
  assert.equal(await page.locator('.keep').isVisible(), false);
});
