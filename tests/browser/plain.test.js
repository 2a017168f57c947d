// The same paths where no script runs.
import assert from 'node:assert/strict';

import { go, open } from './lib/browser.js';
import { real } from './lib/site.js';
import { test } from './lib/test.js';

const plain = async (t) => open(t, await real(), { width: 320, script: false });
const submit = (page, scope) => page.locator(`${scope} button[type=submit]`).first().click();

test('search', async (t) => {
  const page = await plain(t);
  await go(page, '/');
  await page.fill('#q', 'say hat de');
  await submit(page, '.find');
  await page.waitForURL(/\/tim\?q=say\+hat\+de/);
  await page.locator('.rows h3 a').first().click();
  await page.waitForURL(/kt-say-hat-de/);
});

test('no result is not an end', async (t) => {
  const page = await plain(t);
  await go(page, '/tim?q=zzzxq+qqqw&collection=ky-thuat');
  assert.ok(await page.locator('.none a').count() > 3);
  await page.locator('.none a[href^="/tim?collection="]').first().click();
  await page.waitForURL(/\/tim\?collection=/);
  assert.ok(await page.locator('.rows > li').count() > 0);
});

test('filter', async (t) => {
  const page = await plain(t);
  await go(page, '/tim?q=cay');
  const all = await page.locator('.count').textContent();
  const group = page.locator('.filters > details', { has: page.locator('input[name=collection]') });
  if (await group.getAttribute('open') === null) {
    await group.locator('summary').first().click();
  }
  await page.locator('input[name=collection][value=ky-thuat]').check();
  await submit(page, '.filters');
  await page.waitForURL(/collection=ky-thuat/);
  assert.notEqual(await page.locator('.count').textContent(), all);
  await page.locator('.chips a').first().click();
  await page.waitForURL((at) => !at.searchParams.has('collection'));
  assert.equal(await page.locator('.count').textContent(), all);
});

test('compare', async (t) => {
  const page = await plain(t);
  await go(page, '/cong-nghe/cn-tinh-bot-nghe');
  await page.locator('a[href*="/so-sanh"]').first().click();
  await page.fill('#them-q', 'mien dong');
  await submit(page, 'form:has(#them-q)');
  await page.locator('.offers .btn').first().click();
  await page.waitForURL(/ma=cn-tinh-bot-nghe&ma=/);
  assert.equal(await page.locator('.cmp thead th').count(), 2);
});

test('calculator', async (t) => {
  const page = await plain(t);
  await go(page, '/ky-thuat/kt-u-chua-co-voi');
  await page.fill('#dt', '2,5');
  await page.fill('input[name^=g] >> nth=0', '1.000');
  await submit(page, '.calc');
  await page.waitForURL(/dt=2%2C5/);
  assert.match(await page.locator('.calc').textContent(), /Cộng các khoản có giá: [\d.]+/);
  assert.equal(await page.inputValue('#dt'), '2,5');
});

test('map, place, subject', async (t) => {
  const page = await plain(t);
  await go(page, '/ban-do');
  await page.selectOption('#bo', 'ky-thuat');
  await submit(page, '.pick');
  await page.waitForURL(/collection=ky-thuat/);
  await page.locator('.communes a').first().click();
  await page.waitForURL(/\/(noi|tim)/);
  await go(page, '/');
  await page.locator('.tags a[href^="/chu-de/"]').first().click();
  await page.waitForURL(/\/chu-de\//);
  assert.ok(await page.locator('.rows > li').count() > 0);
});
