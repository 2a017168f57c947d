// The first paint on a slow line: one round trip for the page, one for its style, nothing else on the way.
// `measure.js` takes the time of it by hand.
import assert from 'node:assert/strict';

import { open } from './lib/browser.js';
import { waits } from './lib/paint.js';
import { real } from './lib/site.js';
import { CHESTNUTS, COMPARED, collections, records } from './lib/states.js';
import { test } from './lib/test.js';

/** KB of the style sheet, compressed. */
const MOST = 5;
/** The same with what a comparison needs. */
const COMPARISON = 6;

test('a page waits for one style sheet', async (t) => {
  const url = await real();
  const each = await Promise.all((await collections(url)).map((id) => records(url, id)));
  const page = await open(t, url);
  const paths = [
    '/', '/tim?q=say+hat+de', '/tim', CHESTNUTS, `${CHESTNUTS}?lang=zh`, ...each.flat(), '/ban-do', '/su-kien', '/chinh-sach',
    '/mua-vu', '/noi/2025:01477', '/chu-de/hat-de', '/gioi-thieu', '/da-luu',
  ];
  for (const path of paths) {
    assert.deepEqual(await waits(page, path, MOST), [], path);
  }
  assert.deepEqual(await waits(page, COMPARED, COMPARISON), []);
});

test('what comes in the way is found', async (t) => {
  const page = await open(t, await real());
  const style = 'rel="stylesheet"';
  const changed = (change) => page.route('/', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: change(await answer.text()) });
  });
  const [sheet] = (await (await page.goto('/')).text()).match(/\/tinh\/[^"]*site\.css/);
  const [script] = (await (await page.goto('/')).text()).match(/\/tinh\/[^"]*suggest\.js/);
  for (const [change, fault] of [
    [(html) => html.replace('</head>', `<link ${style} href="${sheet}?2"></head>`), /waits for 2 files/],
    [(html) => html.replace('</head>', `<script defer src="${script}"></script></head>`), /suggest\.js is asked for before/],
    [(html) => html.replace('</head>', `<script src="${script}"></script></head>`), /waits for 2 files/],
    [(html) => html.replace('<link', `<!--${'x'.repeat(2000)}--><link`), /is named at/],
  ]) {
    await changed(change);
    assert.match((await waits(page, '/', MOST)).join('\n'), fault);
    await page.unroute('/');
  }
  assert.match((await waits(page, '/', 1)).join('\n'), /bytes > 1 KB/);
});
