// Records on paper: one page, A4 or A5, with the code that leads back to them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { go, open } from './lib/browser.js';
import { ROOT } from './lib/places.js';
import { real } from './lib/site.js';
import { CHESTNUTS, collections, records } from './lib/states.js';
import { test } from './lib/test.js';

/** Pages of a PDF as Chromium writes them. */
const pages = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;

/** Paper without its margins of 9 mm, in CSS pixels. */
const PAPERS = { A4: { width: 726, height: 1054 }, A5: { width: 491, height: 725 } };

/** What reaches past the end of the page: the page is of fixed height, and its columns go on to the side. */
async function cutOff(page, path) {
  const before = page.viewportSize();
  const found = [];
  for (const [format, size] of Object.entries(PAPERS)) {
    await page.setViewportSize(size);
    const past = await page.evaluate(() => [...document.querySelectorAll('.rec, .rec > .two, .rec > .two > div')]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
      .map((e) => `${e.className || e.localName} ${e.scrollWidth}×${e.scrollHeight} in ${e.clientWidth}×${e.clientHeight}`));
    found.push(...past.map((one) => `${path} on ${format}: ${one}`));
  }
  await page.setViewportSize(before);
  return found;
}

/** Texts in letters under `least` points. */
async function small(page, path, least = SMALLEST) {
  const before = page.viewportSize();
  const found = [];
  for (const [format, size] of Object.entries(PAPERS)) {
    await page.setViewportSize(size);
    const texts = await page.evaluate((points) => [...document.querySelectorAll('.rec *')]
      .filter((e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && e.checkVisibility() && !e.matches('.vh'))
      .map((e) => [parseFloat(getComputedStyle(e).fontSize) * 0.75, e])
      .filter(([own]) => own < points - 0.01)
      .map(([own, e]) => `${own.toFixed(2)} pt ${e.localName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`), least);
    found.push(...texts.slice(0, 3).map((one) => `${path} on ${format}: ${one}`));
  }
  await page.setViewportSize(before);
  return found;
}

/** The records with the longest files. */
function longest(n) {
  const content = join(ROOT, 'content');
  const folders = readdirSync(content).filter((name) => !name.startsWith('_') && statSync(join(content, name)).isDirectory());
  const files = folders.flatMap((folder) => readdirSync(join(content, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ folder, name, text: readFileSync(join(content, folder, name), 'utf8') })));
  return files
    .filter(({ text }) => /^trang_thai: xuat-ban/m.test(text) && /^quyen_xem: cong-khai/m.test(text))
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, n)
    .map(({ folder, name }) => `/${folder}/${name.slice(0, -3)}`);
}

test('one page, with its code', async (t) => {
  const url = await real();
  const each = await Promise.all((await collections(url)).map((id) => records(url, id)));
  const page = await open(t, url, { script: false });
  const over = [];
  const cut = [];
  for (const path of new Set([CHESTNUTS, ...longest(6), ...each.flat(), `${CHESTNUTS}?lang=zh`])) {
    await go(page, path);
    for (const format of ['A4', 'A5']) {
      const count = pages(await page.pdf({ format, preferCSSPageSize: false }));
      if (count !== 1) {
        over.push(`${path} on ${format}: ${count} pages`);
      }
    }
    await page.emulateMedia({ media: 'print' });
    const code = await page.locator('.leaflet svg').boundingBox();
    assert.ok(code && code.width > 60 && Math.abs(code.width - code.height) < 1, `${path}: the code is not there`);
    assert.ok(await page.locator('.leaflet').textContent().then((text) => text.includes(path.split('?')[0])), path);
    assert.equal(await page.locator('header.top').isVisible(), false);
    cut.push(...await cutOff(page, path));
    await page.emulateMedia({ media: null });
    assert.equal(await page.locator('.leaflet').isVisible(), false);
  }
  assert.deepEqual(over, []);
  assert.deepEqual(cut, [], 'what is over the page is cut off');
});

/** Letters smaller than these can not be read on paper, points. */
const SMALLEST = 8;

test('every leaflet can be read, and nothing of it is cut off', async (t) => {
  const url = await real();
  const page = await open(t, url, { script: false });
  await page.emulateMedia({ media: 'print' });
  const found = [];
  for (const id of await collections(url)) {
    const all = await records(url, id, '', 100);
    const foreign = all.slice(0, 3).flatMap((path) => [`${path}?lang=zh`, `${path}?lang=en`]);
    for (const path of [...all, ...foreign]) {
      await go(page, path);
      found.push(...await cutOff(page, path));
      found.push(...await small(page, path));
    }
  }
  assert.deepEqual(found, []);
  // Large as the sizes are that the style sheet has, a check that sees none would find nothing.
  await page.setViewportSize(PAPERS.A5);
  assert.notDeepEqual(await small(page, CHESTNUTS, 12), []);
});

test('A5 has the steps of every technique whole, with what they need and when; A4 has all of it', async (t) => {
  const url = await real();
  const page = await open(t, url, { script: false });
  await page.emulateMedia({ media: 'print' });
  /** What of the record's own parts is not on the paper. */
  const lacks = (parts) => page.evaluate((selector) => [...document.querySelectorAll(selector)]
    .filter((e) => !e.checkVisibility())
    .map((e) => `${e.localName}.${e.className} ${e.textContent.trim().slice(0, 30)}`), parts);
  const all = await records(url, 'ky-thuat', '', 100);
  assert.ok(all.length > 50);
  const found = [];
  for (const path of all) {
    await go(page, path);
    assert.ok(await page.locator('.steps > li').count() > 1, path);
    await page.setViewportSize(PAPERS.A5);
    const least = '.steps :is(li, h3, p), .part_vat_tu td, .part_thoi_vu dt, .part_chi_phi td, .alert li';
    found.push(...(await lacks(least)).map((one) => `${path} on A5: ${one}`));
    await page.setViewportSize(PAPERS.A4);
    found.push(...(await lacks('.rec > .two > div > section[class^=part] > *, article > *')).map((one) => `${path} on A4: ${one}`));
  }
  assert.deepEqual(found, []);
  // The body of most does not go on A5: a check that sees nothing missing there would see nothing at all.
  await go(page, CHESTNUTS);
  await page.setViewportSize(PAPERS.A5);
  assert.notDeepEqual(await lacks('article > *'), []);
  assert.ok(await page.locator('.lack').isVisible(), 'and the leaflet says so');
});

test('a list takes more than one page: the count of pages can tell', async (t) => {
  const page = await open(t, await real(), { script: false });
  await go(page, '/chinh-sach');
  assert.ok(pages(await page.pdf({ format: 'A5' })) > 1);
});
