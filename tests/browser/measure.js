// By hand, not part of the suite: `tests/browser/run measure.js`. First paint on a slow phone, and what Lighthouse says.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { open } from './lib/browser.js';
import { real } from './lib/site.js';
import { CHESTNUTS } from './lib/states.js';

const PAGES = ['/', '/tim?q=say+hat+de', CHESTNUTS];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const RUNS = 5;

test('first paint at 400 kbit/s, 400 ms, a quarter of the processor', async (t) => {
  for (const path of PAGES) {
    const runs = [];
    for (let n = 0; n < RUNS; n += 1) {
      const page = await open(t, await real(), { width: 360, height: 640, deviceScaleFactor: 2 });
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Network.enable');
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8,
      });
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await page.goto(path, { waitUntil: 'load' });
      await page.waitForTimeout(500);
      runs.push(await page.evaluate(() => new Promise((told) => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        let shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { shift += e.value; }))
          .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => told({ paint: Math.round(paint.startTime), shift }), 200);
      })));
      // An open page goes on slowing the processor down, for those that follow too.
      await page.close();
    }
    runs.sort((a, b) => a.paint - b.paint);
    t.diagnostic(`${path}: ${runs[RUNS >> 1].paint} ms (${runs[0].paint}–${runs[RUNS - 1].paint}), CLS ${Math.max(...runs.map((r) => r.shift))}`);
  }
});

test('Lighthouse, mobile', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'nhipcau-lighthouse-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of PAGES) {
    const out = join(folder, 'report.json');
    await promisify(execFile)('npx', [
      '--yes', 'lighthouse@12.8', `${await real()}${path}`, '--quiet', '--output=json', `--output-path=${out}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu', `--only-categories=${CATEGORIES.join(',')}`,
    ], { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' }, maxBuffer: 1 << 26 });
    const { categories, audits } = JSON.parse(readFileSync(out, 'utf8'));
    const scores = CATEGORIES.map((name) => `${name} ${Math.round(categories[name].score * 100)}`);
    const lost = CATEGORIES.flatMap((name) => categories[name].auditRefs)
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => `${id} (${audits[id].displayValue ?? audits[id].title})`);
    t.diagnostic(`${path}: ${scores.join(', ')}${lost.length > 0 ? `; named: ${lost.join(', ')}` : ''}`);
  }
});
