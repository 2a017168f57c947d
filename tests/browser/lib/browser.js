// Chromium, and pages that watch what they should never do.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chromium } from 'playwright-core';

/** Widths of the checks, CSS pixels: a small phone and an office screen. */
export const WIDTHS = [320, 1280];

let started;

/** The one browser of the process. */
export function browser() {
  started ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
  return started;
}

after(async () => {
  await started?.then((it) => it.close(), () => {});
});

/**
 * A page in a context of its own, closed with the test `t`. What it does wrong on the way is kept in `faults`: errors
 * and violations of the content security policy that the console names, and requests to another host than `url`'s.
 * The test fails at its end where there are any, unless `faults` was emptied by whoever expected them.
 */
export async function open(t, url, { width = 1280, height = 800, script = true, ...more } = {}) {
  const context = await (await browser()).newContext({
    baseURL: url,
    viewport: { width, height },
    javaScriptEnabled: script,
    serviceWorkers: 'block',
    // What glides is not where it will be.
    reducedMotion: 'reduce',
    locale: 'vi-VN',
    ...more,
  });
  context.setDefaultTimeout(15_000);
  const faults = [];
  const { host } = new URL(url);
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host) {
      faults.push(`another host was asked: ${asked.origin}`);
    }
  });
  context.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(`console: ${message.text()}`);
    }
  });
  context.on('weberror', (fault) => faults.push(`script: ${fault.error().message}`));
  if (script) {
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (e) => {
        console.error(`policy violated: ${e.violatedDirective} ${e.blockedURI}`);
      });
    });
  }
  const page = await context.newPage();
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, [], 'the page did what no page may');
  });
  return Object.assign(page, { faults });
}

/** Goes to `path` and checks the status of the answer. */
export async function go(page, path, status = 200) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), status, path);
  if (status >= 400) {
    // Chromium says so itself, of the page that was asked for.
    const own = page.faults.findIndex((fault) => fault.includes(`status of ${status}`));
    if (own >= 0) {
      page.faults.splice(own, 1);
    }
  }
  return answer;
}
