// axe-core in every state, at two widths, light and dark, and with forced colours.
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { WIDTHS, go, open } from './lib/browser.js';
import { axe, focus } from './lib/checks.js';
import { states } from './lib/states.js';
import { test } from './lib/test.js';

const all = await states();
const SCHEMES = ['light', 'dark'];

describe('axe finds nothing', { concurrency: 2 }, () => {
  for (const { name, url, path, status, before, covered } of all) {
    test(name, async (t) => {
      const page = await open(t, url);
      await go(page, path, status);
      await before?.(page);
      const found = [];
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of SCHEMES) {
          await page.emulateMedia({ colorScheme });
          // Nothing but colours differs between the two.
          const rules = colorScheme === 'light' ? {} : { only: ['color-contrast', 'link-in-text-block'] };
          found.push(...(await axe(page, { covered, ...rules })).map((fault) => `${width} ${colorScheme} ${fault}`));
        }
      }
      assert.deepEqual(found, []);
    });
  }
});

// Colours are the reader's own there: axe can not tell them, and what a page must keep is that nothing is told by colour alone.
describe('with forced colours', () => {
  for (const { name, url, path } of all.filter((state) => ['home', 'filters on', 'record of ky-thuat', 'map'].includes(state.name))) {
    test(name, async (t) => {
      const page = await open(t, url, { forcedColors: 'active', width: 320 });
      await go(page, path);
      assert.deepEqual(await axe(page, { without: ['color-contrast'] }), []);
      const { faults } = await focus(page, 30);
      assert.deepEqual(faults, []);
      // A button is told from text by its border, a month of work by its own.
      for (const marked of ['button', '.btn', '.months .on']) {
        for (const one of await page.locator(marked).all()) {
          assert.equal(await one.evaluate((e) => getComputedStyle(e).borderTopStyle), 'solid', marked);
        }
      }
    });
  }
});
