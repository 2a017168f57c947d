// Whole paths with the keyboard alone, and input methods that compose.
import assert from 'node:assert/strict';

import { go, open } from './lib/browser.js';
import { real } from './lib/site.js';
import { suggest } from './lib/states.js';
import { test } from './lib/test.js';

/** Presses Tab until what has the focus matches, at most `most` times. */
async function tabTo(page, selector, most = 200) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((s) => document.activeElement.matches(s), selector)) {
      return;
    }
  }
  assert.fail(`Tab does not reach ${selector}`);
}

const box = (page) => page.locator('#q');

test('search by suggestion', async (t) => {
  const page = await open(t, await real(), { width: 320 });
  await go(page, '/');
  await tabTo(page, '#q');
  await suggest(page);
  assert.equal(await box(page).getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const chosen = page.locator('[role=option][aria-selected=true]');
  assert.equal(await chosen.count(), 1);
  assert.equal(await box(page).getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  const first = await chosen.textContent();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await chosen.textContent(), first);
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen.textContent(), first);
  await page.keyboard.press('ArrowUp');
  assert.equal(await chosen.count(), 0, 'before the first is the text as it was typed');
  assert.equal(await box(page).getAttribute('aria-activedescendant'), null);
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForURL((at) => at.pathname !== '/'), page.keyboard.press('Enter')]);
  assert.match(await page.locator('h1').textContent(), /\S/);
});

test('Escape closes the suggestions and keeps the text', async (t) => {
  const page = await open(t, await real());
  await go(page, '/');
  await box(page).focus();
  await suggest(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.suggest').isVisible(), false);
  assert.equal(await box(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await box(page).inputValue(), 'say hat');
  await Promise.all([page.waitForURL(/\/tim\?q=say\+hat$/), page.keyboard.press('Enter')]);
});

test('a filter is put on and taken off', async (t) => {
  const page = await open(t, await real());
  await go(page, '/tim?q=cay');
  const all = await page.locator('.count').textContent();
  // The group is opened first where it is closed.
  await tabTo(page, '.filters summary');
  const boxed = 'input[name=collection][value=ky-thuat]';
  if (!await page.locator(boxed).isVisible()) {
    await page.keyboard.press('Enter');
  }
  await tabTo(page, boxed);
  await page.keyboard.press('Space');
  await Promise.all([page.waitForURL(/collection=ky-thuat/), page.keyboard.press('Enter')]);
  assert.notEqual(await page.locator('.count').textContent(), all);
  await tabTo(page, '.chips a');
  await Promise.all([page.waitForURL((at) => !at.searchParams.has('collection')), page.keyboard.press('Enter')]);
  assert.equal(await page.locator('.count').textContent(), all);
});

test('two records are compared', async (t) => {
  const page = await open(t, await real(), { width: 320 });
  await go(page, '/cong-nghe/cn-tinh-bot-nghe');
  await tabTo(page, 'a[href*="/so-sanh"]');
  await Promise.all([page.waitForURL(/so-sanh\?ma=cn-tinh-bot-nghe$/), page.keyboard.press('Enter')]);
  await tabTo(page, '#them-q');
  await page.keyboard.type('mien dong');
  await Promise.all([page.waitForURL(/q=mien/), page.keyboard.press('Enter')]);
  await tabTo(page, '.offers .btn');
  await Promise.all([page.waitForURL(/ma=cn-tinh-bot-nghe&ma=[a-z-]+$/), page.keyboard.press('Enter')]);
  assert.equal(await page.locator('.cmp thead th').count(), 2);
});

test('costs are worked out', async (t) => {
  const page = await open(t, await real(), { width: 320 });
  await go(page, '/ky-thuat/kt-u-chua-co-voi');
  await tabTo(page, '#dt');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  await tabTo(page, 'input[name^=g]');
  await page.keyboard.type('1000');
  await Promise.all([page.waitForURL(/dt=3/), page.keyboard.press('Enter')]);
  assert.match(await page.locator('.calc').textContent(), /Cộng các khoản có giá: [\d.]+/);
});

test('suggestions leave the keys alone while a syllable is composed', async (t) => {
  const page = await open(t, await real());
  await go(page, '/');
  await box(page).focus();
  await suggest(page);
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(() => {
    window.seen = [];
    const box = document.getElementById('q');
    for (const kind of ['compositionstart', 'compositionupdate', 'compositionend']) {
      box.addEventListener(kind, () => window.seen.push(kind));
    }
    box.addEventListener('keydown', (e) => window.seen.push(`${e.key} ${e.isComposing} ${e.defaultPrevented}`));
  });
  // What a Telex input method does: the syllable stands underlined in the box, and changes with each key.
  for (const text of [' d', ' de', ' dẻ']) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await page.waitForTimeout(200);
  await page.locator('[role=option]').first().waitFor();
  // A key that the input method takes comes with the code 229, and does nothing by itself.
  for (const key of ['ArrowDown', 'Enter']) {
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 });
  }
  const during = await page.evaluate(() => ({
    seen: window.seen, at: location.pathname, value: document.getElementById('q').value,
    active: document.getElementById('q').getAttribute('aria-activedescendant'),
  }));
  assert.ok(during.seen.includes('compositionstart'), during.seen.join());
  assert.equal(during.seen.filter((s) => s.includes(' true false')).length, 2, during.seen.join());
  assert.equal(during.at, '/', 'Enter takes no suggestion');
  assert.equal(during.active, null, 'the arrow chooses none');
  // The syllable is done: the whole text is there, suggestions are for it, and the keys work again.
  await cdp.send('Input.insertText', { text: ' dẻ' });
  assert.equal(await box(page).inputValue(), 'say hat dẻ');
  await page.waitForTimeout(300);
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1);
});
