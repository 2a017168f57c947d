// The pictures of the staff guide, made anew: `node --test tests/pictures/guide.mjs`, after `tests/browser/run` once.
// Starts the built program on a copy of the catalogue, with accounts of its own, and walks the paths of the guide.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { browser } from '../browser/lib/browser.js';
import { ROOT } from '../browser/lib/places.js';
import { PASSWORD, room } from '../browser/lib/site.js';

const FOLDER = join(ROOT, 'crates/editor/guide');
const WORD = join(ROOT, 'crates/import/tests/files/u-chua-tcvn3.docx');

test('pictures of the guide', async () => {
  const site = await room([
    { name: 'nguoi-viet', role: 'viet', shown: 'Người viết' },
    { name: 'nguoi-duyet', role: 'duyet', shown: 'Người duyệt' },
  ]);
  const open = async () => {
    const context = await (await browser()).newContext({
      baseURL: site.url, viewport: { width: 1000, height: 700 }, locale: 'vi-VN', reducedMotion: 'reduce', colorScheme: 'light',
    });
    const page = await context.newPage();
    return Object.assign(page, { devtools: await context.newCDPSession(page) });
  };
  const shoot = async (page, name, from) => {
    if (from) {
      await page.locator(from).first().evaluate((e) => e.scrollIntoView({ block: 'center', behavior: 'instant' }));
    }
    const { data } = await page.devtools.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
    const bytes = Buffer.from(data, 'base64');
    writeFileSync(join(FOLDER, `${name}.webp`), bytes);
    console.log(`${name}.webp ${(bytes.length / 1024).toFixed(0)} KB`);
  };
  const signIn = async (page, name) => {
    await page.goto('/bien-tap/dang-nhap');
    await page.fill('#ten', name);
    await page.fill('#mat_khau', PASSWORD);
    await page.click('main button');
    await page.waitForURL('**/bien-tap');
  };
  const done = (page) => page.locator('.alert.good[role=status]').waitFor();

  const writer = await open();
  await writer.goto('/bien-tap/dang-nhap');
  await shoot(writer, 'dang-nhap');
  await signIn(writer, 'nguoi-viet');
  await writer.goto('/bien-tap/moi');
  await shoot(writer, 'them');
  await writer.selectOption('#bo-tep', 'ky-thuat');
  await writer.setInputFiles('#tep', WORD);
  await writer.click('form[action="/bien-tap/nhap-tep"] button');
  await writer.waitForURL(/sua\/kt-/);
  const ma = new URL(writer.url()).pathname.split('/').pop();
  await shoot(writer, 'may-doan', '.field.guess');
  await writer.fill('#f-ten', 'Ủ chua thân lá ngô');
  await writer.fill('#f-tom_tat', 'Mỗi hố 2 tấn thân lá ngô đủ cho hai con bò trong ba tháng.');
  await writer.locator('[data-notes="f.muc_dich"] p').waitFor();
  await shoot(writer, 'loi', '#f-muc_dich');
  await writer.selectOption('#f-nhom', 'chan-nuoi');
  await writer.fill('#f-muc_dich', 'Có thức ăn xanh cho bò qua mùa đông.');
  await writer.fill('#f-buoc-0-ten', 'Đào hố');
  await writer.fill('#f-buoc-0-noi_dung', 'Hố sâu 1,5 m, lót ni lông.');
  await writer.click('.bar-do button[value=gui]');
  await done(writer);
  await writer.goto('/bien-tap/sua/kt-say-hat-de');
  const old = await writer.inputValue('#f-tom_tat');
  await writer.fill('#f-tom_tat', `${old.replace(/\.$/, '')}; làm được ở hộ gia đình.`);
  await writer.click('.bar-do button[value=gui]');
  await done(writer);

  const reviewer = await open();
  await signIn(reviewer, 'nguoi-duyet');
  await shoot(reviewer, 'ban-lam-viec');
  await reviewer.goto('/bien-tap/de-xuat/kt-say-hat-de/nguoi-viet');
  await shoot(reviewer, 'de-xuat');
  await reviewer.goto(`/bien-tap/sua/${ma}`);
  await shoot(reviewer, 'duyet', '#loi_nhan');
  await reviewer.goto('/bien-tap/sua/kt-u-chua-co-voi');
  const title = await reviewer.inputValue('#f-ten');
  await reviewer.fill('#f-ten', `${title} (bổ sung)`);
  await reviewer.click('.bar-do button[value=luu]');
  await done(reviewer);
  await reviewer.goto('/bien-tap/ban-cu/kt-u-chua-co-voi');
  await shoot(reviewer, 'ban-cu');
});
