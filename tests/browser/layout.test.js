// Sideways scroll, sizes of targets, focus, titles, languages: every state on a small phone, without and with script.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { go, open } from './lib/browser.js';
import { focus, languages, sideways, targets } from './lib/checks.js';
import { states } from './lib/states.js';
import { test } from './lib/test.js';

const all = await states();

describe('nothing scrolls sideways and every target can be touched', { concurrency: 2 }, () => {
  for (const { name, url, path, status, before } of all) {
    test(name, async (t) => {
      const page = await open(t, url, { width: 320 });
      await go(page, path, status);
      await before?.(page);
      assert.deepEqual(await sideways(page), [], '320 px');
      assert.deepEqual(await targets(page), [], '320 px');
      // 200 % zoom of a window of 1280 px is a window of 640 px with twice the dots; larger text is another matter.
      await page.setViewportSize({ width: 640, height: 400 });
      assert.deepEqual(await sideways(page), [], '200 % zoom');
      await page.evaluate(() => { document.documentElement.style.setProperty('font-size', '200%'); });
      await page.setViewportSize({ width: 1280, height: 800 });
      assert.deepEqual(await sideways(page), [], 'text of 200 %');
      await page.evaluate(() => { document.documentElement.style.removeProperty('font-size'); });
      assert.deepEqual(await targets(page), [], '1280 px');
      assert.deepEqual(await languages(page), []);
    });
  }
});

describe('the focus is seen, in the order of the page', { concurrency: 2 }, () => {
  for (const { name, url, path, status, before } of all.filter((state) => !state.before)) {
    test(name, async (t) => {
      const page = await open(t, url, { width: 320, height: 568 });
      await go(page, path, status);
      await before?.(page);
      const { faults, walk } = await focus(page, 150);
      assert.deepEqual(faults, []);
      assert.match(walk[0].name, /skip/, 'the first stop leads to the content');
      assert.ok(walk.length > 5);
    });
  }
});

test('every state has a title of its own, and its language', async (t) => {
  const titles = new Map();
  const pages = new Map();
  for (const { name, url, path, status } of all.filter((state) => !state.before)) {
    if (!pages.has(url)) {
      pages.set(url, await open(t, url, { script: false }));
    }
    const page = pages.get(url);
    await go(page, path, status);
    const title = await page.title();
    const own = path.replace(/[?&](dt|dv|g0)=[^&]*/g, '');
    assert.ok(!titles.has(title) || titles.get(title) === own, `“${title}” is the title of ${path} and ${titles.get(title)}`);
    titles.set(title, own);
    const asked = new URL(path, url).searchParams.get('lang') ?? 'vi';
    assert.equal(await page.locator('html').getAttribute('lang'), { vi: 'vi', en: 'en', zh: 'zh-CN' }[asked], name);
    assert.equal(await page.locator('h1').count(), 1, name);
  }
});

test('the way past the header leads to the content', async (t) => {
  const page = await open(t, all[0].url, { width: 320 });
  await go(page, '/');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'main');
});
