// The checks themselves: each must fail on a page that is bad on purpose.
import assert from 'node:assert/strict';

import { bad } from './lib/bad.js';
import { go, open } from './lib/browser.js';
import { axe, focus, languages, sideways, targets } from './lib/checks.js';
import { test } from './lib/test.js';
import { overweight, weigh } from './lib/weight.js';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'";

test('axe, width, targets, focus, languages', async (t) => {
  const url = await bad(t);
  const page = await open(t, url, { width: 320, height: 600 });
  await go(page, '/');
  const found = (await axe(page)).join('\n');
  for (const rule of ['color-contrast', 'html-has-lang', 'image-alt', 'label', 'document-title', 'landmark-one-main']) {
    assert.match(found, new RegExp(`violation ${rule}:`));
  }
  assert.notDeepEqual(await sideways(page), []);
  assert.match((await targets(page)).join('\n'), /a\.dot/);
  assert.match((await targets(page)).join('\n'), /button.*< 44/);
  assert.match((await languages(page)).join('\n'), /Han under lang=en[^]*Vietnamese under lang=en/);
  const { faults } = await focus(page);
  assert.match(faults.join('\n'), /dot.*does not show the focus/);
  assert.match(faults.join('\n'), /dot.*beneath something else/);
  assert.match(page.faults.join('\n'), /another host was asked: http:\/\/localhost:9/);
  page.faults.length = 0;
});

test('content security policy', async (t) => {
  const url = await bad(t, POLICY);
  const page = await open(t, url);
  await go(page, '/');
  await page.getByRole('button').click();
  const found = page.faults.join('\n');
  for (const directive of ['script-src-elem inline', 'style-src-elem inline', 'style-src-attr inline', 'script-src-elem http']) {
    assert.match(found, new RegExp(`policy violated: ${directive}`));
  }
  await page.close();
  page.faults.length = 0;
  // Where no script runs the console tells it all the same.
  const still = await open(t, url, { script: false });
  await go(still, '/');
  assert.match(still.faults.join('\n'), /Content Security Policy/);
  await still.close();
  still.faults.length = 0;
});

test('weight', async (t) => {
  const url = await bad(t);
  const page = await open(t, url);
  const weights = await weigh(page, '/');
  assert.match(overweight(weights, { document: 15, all: 30 }).join('\n'), /document.*> 15 KB[^]*all.*> 30 KB/);
  page.faults.length = 0;
});
