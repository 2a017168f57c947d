// Budgets of page weights, compressed, as a browser receives them.
import assert from 'node:assert/strict';

import { open } from './lib/browser.js';
import { planted, real } from './lib/site.js';
import { CHESTNUTS, COMPARED, collections, records } from './lib/states.js';
import { test } from './lib/test.js';
import { overweight, weigh } from './lib/weight.js';

// KB. Images are no part of the first; the second is of a record with one image.
const PAGE = { document: 15, stylesheet: 5, script: 5, all: 30 };
// Their sheets are one for the screen and one for paper.
const WITH_IMAGE = { document: 15, stylesheet: 7, script: 5, all: 60 };

test('pages', async (t) => {
  const url = await real();
  const paths = ['/', '/tim?q=say+hat+de', '/tim?q=c%C3%A2y', '/tim', '/tim?q=%E5%85%AB%E8%A7%92&lang=zh', '/gioi-thieu'];
  for (const path of paths) {
    const page = await open(t, url);
    const weights = await weigh(page, path);
    assert.ok(weights.document > 1000 && weights.stylesheet > 1000 && weights.script > 100, JSON.stringify(weights));
    assert.deepEqual(overweight(weights, PAGE), [], path);
  }
});

test('pages with tables', async (t) => {
  const url = await real();
  const page = await open(t, url);
  for (const path of ['/ban-do', '/su-kien', '/chinh-sach', '/mua-vu']) {
    assert.deepEqual(overweight(await weigh(page, path), PAGE), [], path);
  }
  assert.deepEqual(overweight(await weigh(page, COMPARED), { ...PAGE, stylesheet: 6 }), []);
});

test('records', async (t) => {
  const url = await real();
  const page = await open(t, url);
  for (const id of await collections(url)) {
    for (const path of await records(url, id, '', 2)) {
      assert.deepEqual(overweight(await weigh(page, path), WITH_IMAGE), [], path);
    }
  }
  assert.deepEqual(overweight(await weigh(page, CHESTNUTS), WITH_IMAGE), []);
});
