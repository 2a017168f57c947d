// The pictures of the README, made anew: serve the catalogue, then `node tests/pictures/make.mjs http://127.0.0.1:8080`.
// Uses the browser and the packages of tests/browser (`tests/browser/run` installs them).
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../browser/package.json', import.meta.url))('playwright-core');

const site = process.argv[2] ?? 'http://127.0.0.1:8080';
const folder = new URL('./', import.meta.url);

const PAGES = {
  home: '/',
  results: '/tim?q=say+hat+de',
  record: '/ky-thuat/kt-ghep-hat-de?xa=2025:01273&do_cao=650',
  compare: '/so-sanh?ma=kt-say-hat-de&ma=kt-thu-hai-bao-quan-hat-de',
  map: '/ban-do',
};
/** Where in the page the picture begins, where not at its top. */
const FROM = { record: { desktop: null, phone: '#_noi' } };
const SCREENS = {
  desktop: { width: 1280, height: 860, scale: 1 },
  phone: { width: 360, height: 720, scale: 1.5 },
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--hide-scrollbars'],
});
for (const [screen, { width, height, scale }] of Object.entries(SCREENS)) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, locale: 'vi-VN' });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  for (const [name, path] of Object.entries(PAGES)) {
    await page.goto(site + path);
    const from = FROM[name]?.[screen];
    if (from) {
      await page.locator(from).evaluate((e) => e.scrollIntoView({ block: 'start', behavior: 'instant' }));
    }
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
    const bytes = Buffer.from(data, 'base64');
    writeFileSync(new URL(`${name}-${screen}.webp`, folder), bytes);
    console.log(`${name}-${screen}.webp ${(bytes.length / 1024).toFixed(0)} KB`);
  }
  await context.close();
}
await browser.close();
