// The room of the staff: from a Word file to a published record, by a writer and a reviewer, and back to an older text.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before } from 'node:test';

import { go, open } from './lib/browser.js';
import { axe, sideways, targets } from './lib/checks.js';
import { ROOT } from './lib/places.js';
import { PASSWORD, room } from './lib/site.js';
import { test } from './lib/test.js';

const WRITER = { name: 'lan', role: 'viet', shown: 'Người viết thử' };
const REVIEWER = { name: 'hung', role: 'duyet', shown: 'Người duyệt thử' };
const ADMIN = { name: 'quan', role: 'quan-tri', shown: 'Quản trị thử' };
/** Word documents; `make.py` beside them made them with python-docx and LibreOffice. The first is in .VnTime. */
const FILES = join(ROOT, 'crates/import/tests/files');
const OLD_FONT = join(FILES, 'u-chua-tcvn3.docx');

let site;
before(async () => { site = await room([WRITER, REVIEWER, ADMIN]); }, { timeout: 150_000 });

async function signIn(t, { name }, more = {}) {
  const page = await open(t, site.url, more);
  await go(page, '/bien-tap/dang-nhap');
  await page.fill('#ten', name);
  await page.fill('#mat_khau', PASSWORD);
  await page.click('main button');
  await page.waitForURL('**/bien-tap');
  return page;
}

/** Presses a button of the bar; the page that comes says it is done. */
async function press(page, wish) {
  await page.click(`.bar-do button[value=${wish}]`);
  await page.locator('.alert.good[role=status]').waitFor();
}

/** Opens every part of the form, as a person who reads it all. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll('#bieu-mau details').forEach((e) => { e.open = true; }));

/** Waits until the public search for `q` gives the record, or gives it no more. */
async function found(page, q, ma, is = true) {
  const from = Date.now();
  while (Date.now() - from < 15_000) {
    const answer = await page.request.get(`/api/v1/search?q=${encodeURIComponent(q)}`);
    if ((await answer.text()).includes(`"${ma}"`) === is) {
      return Date.now() - from;
    }
    await page.waitForTimeout(50);
  }
  return assert.fail(`${ma} is ${is ? 'not' : 'still'} found by “${q}”`);
}

/** The rest of what a technique guide must have. */
async function complete(page, summary) {
  await unfold(page);
  await page.fill('#f-tom_tat', summary);
  await page.selectOption('#f-nhom', 'chan-nuoi');
  await page.fill('#f-muc_dich', 'Có thức ăn xanh cho bò qua mùa đông.');
  await page.fill('#f-buoc-0-ten', 'Đào hố');
  await page.fill('#f-buoc-0-noi_dung', 'Hố sâu 1,5 m, lót ni lông.');
  await page.fill('#f-nguon-0-trich', 'Tài liệu thử, 2026');
}

test('a Word file in an old font becomes a published record, and an older text comes back', async (t) => {
  const writer = await signIn(t, WRITER);
  await go(writer, '/bien-tap/moi');
  await writer.selectOption('#bo-tep', 'ky-thuat');
  await writer.setInputFiles('#tep', OLD_FONT);
  await writer.click('form[action="/bien-tap/nhap-tep"] button');
  await writer.waitForURL(/\/bien-tap\/sua\/kt-.*da=nhap/);
  const ma = new URL(writer.url()).pathname.split('/').pop();

  // The form filled itself: the old font is Unicode, what was guessed is marked, what is missing is said.
  assert.match(await writer.inputValue('#f-ten'), /^KỸ THUẬT Ủ CHUA THÂN LÁ NGÔ$/);
  assert.match(await writer.inputValue('#than'), /Thân lá ngô ủ chua nuôi được bò/);
  assert.ok(await writer.locator('.field.guess:has(#f-ten)').count() === 1, 'the title was guessed');
  assert.match(await writer.locator('[data-notes="f.muc_dich"]').textContent(), /thiếu trường bắt buộc/);
  const original = await writer.locator('[name="f.tep.0.duong_dan"]').inputValue();
  assert.deepEqual(readFileSync(join(site.content, 'ky-thuat', original)), readFileSync(OLD_FONT));

  // Mended: findings go while one types; a subject is looked up.
  await writer.fill('#f-ten', 'Ủ chua thân lá ngô thử nghiệm');
  await complete(writer, 'Mỗi hố 2 tấn thân lá ngô đủ cho hai con bò trong ba tháng.');
  await writer.waitForFunction(() => document.querySelector('[data-errors]').textContent === 'Không có lỗi');
  assert.equal(await writer.locator('[data-notes="f.muc_dich"] p').count(), 0);
  await writer.locator('#f-doi_tuong-0').pressSequentially('bo mong');
  await writer.locator('.suggest [role=option]').first().waitFor();
  await writer.keyboard.press('ArrowDown');
  await writer.keyboard.press('Enter');
  assert.match(await writer.inputValue('#f-doi_tuong-0'), / \[bo-mong\]$/);
  await writer.locator('#xem-noi-dung').evaluate((e) => { e.open = true; });
  await writer.locator('#than').fill('## Đào hố\n\nĐào **hố** ở chỗ cao.');
  await writer.locator('#xem-noi-dung strong', { hasText: 'hố' }).waitFor();
  await press(writer, 'luu');
  const file = readFileSync(join(site.content, 'ky-thuat', `${ma}.md`), 'utf8');
  assert.match(file, /^trang_thai: nhap$/m);
  assert.match(file, /^doi_tuong: \[bo-mong\]$/m);

  // The staff find it by its title where records are linked; a stranger is sent to sign in.
  const named = await (await writer.request.get('/bien-tap/tim?den=ky-thuat&q=ngo+thu+nghiem')).json();
  assert.deepEqual(named.map(({ value, note }) => [value, note]), [[`Ủ chua thân lá ngô thử nghiệm [${ma}]`, 'Hướng dẫn kỹ thuật · Bản nháp']]);

  // As everyone will see it, and nobody does yet.
  await go(writer, `/bien-tap/xem/${ma}`);
  assert.equal(await writer.locator('h1').textContent(), 'Ủ chua thân lá ngô thử nghiệm');
  assert.match(await writer.locator('.alert').first().textContent(), /Bản xem thử/);
  const stranger = await open(t, site.url);
  const answer = await stranger.goto(`/bien-tap/xem/${ma}`);
  assert.match(answer.url(), /dang-nhap/);
  await go(stranger, `/ky-thuat/${ma}`, 404);
  await found(stranger, 'ủ chua thân lá ngô thử nghiệm', ma, false);
  assert.match((await stranger.request.get('/bien-tap/tim?den=&q=ngo')).url(), /dang-nhap/);

  await go(writer, `/bien-tap/sua/${ma}`);
  assert.equal(await writer.locator('.bar-do button[value=xuat-ban]').count(), 0, 'a writer does not publish');
  await press(writer, 'gui');
  assert.match(await writer.locator('.chip').first().textContent(), /Chờ duyệt/);
  await found(stranger, 'ủ chua thân lá ngô thử nghiệm', ma, false);

  // A reviewer sends it back with a word, gets it again, and publishes.
  const reviewer = await signIn(t, REVIEWER);
  await reviewer.click(`a[href="/bien-tap/sua/${ma}"]`);
  await reviewer.waitForURL(`**/sua/${ma}`);
  await reviewer.fill('#loi_nhan', 'Ghi thêm khối lượng mỗi hố.');
  await reviewer.click('button[value=tra-lai]');
  await reviewer.locator('.alert.good').waitFor();
  await go(writer, `/bien-tap/sua/${ma}`);
  assert.match(await writer.locator('.said').textContent(), /khối lượng mỗi hố/);
  await press(writer, 'gui');
  await go(reviewer, `/bien-tap/sua/${ma}`);
  await press(reviewer, 'xuat-ban');
  t.diagnostic(`found by the public ${await found(stranger, 'ủ chua thân lá ngô thử nghiệm', ma)} ms after the page that says so`);
  await go(stranger, `/ky-thuat/${ma}`);

  // Changed, seen, and brought back.
  await reviewer.fill('#f-ten', 'Ủ xanh bằng cây đậu mèo');
  await press(reviewer, 'luu');
  await found(stranger, 'ủ xanh bằng cây đậu mèo', ma);
  await go(reviewer, `/bien-tap/ban-cu/${ma}`);
  const rows = reviewer.locator('.vers li');
  assert.match(await rows.first().textContent(), /bản hiện tại/);
  assert.match(await rows.nth(1).textContent(), /Xuất bản · Người duyệt thử/);
  await reviewer.click('button[form=so]');
  await reviewer.locator('.diff ins', { hasText: 'đậu mèo' }).waitFor();
  await rows.nth(1).locator('form button').click();
  await reviewer.locator('.alert.good', { hasText: 'khôi phục' }).waitFor();
  await found(stranger, 'ủ chua thân lá ngô thử nghiệm', ma);
  assert.match(readFileSync(join(site.content, 'ky-thuat', `${ma}.md`), 'utf8'), /^ten: .*Ủ chua thân lá ngô thử nghiệm/m);
});

test('a writer’s change to a published record waits for a reviewer', async (t) => {
  const ma = 'kt-say-hat-de';
  const file = join(site.content, 'ky-thuat', `${ma}.md`);
  const old = readFileSync(file, 'utf8');
  const writer = await signIn(t, WRITER);
  await go(writer, `/bien-tap/sua/${ma}`);
  await writer.fill('#f-tom_tat', 'Câu tóm tắt được đề xuất, 3 giờ một mẻ.');
  await press(writer, 'gui');
  assert.equal(readFileSync(file, 'utf8'), old, 'nothing public changed');
  await go(writer, `/bien-tap/sua/${ma}`);
  assert.match(await writer.inputValue('#f-tom_tat'), /được đề xuất/);
  await go(writer, `/bien-tap/de-xuat/${ma}/lan`, 403);

  const reviewer = await signIn(t, REVIEWER);
  await reviewer.click(`a[href="/bien-tap/de-xuat/${ma}/lan"]`);
  await reviewer.locator('.diff ins', { hasText: 'đề xuất' }).first().waitFor();
  await reviewer.click('button[value=nhan]');
  await reviewer.locator('.alert.good', { hasText: 'nhận đề xuất' }).waitFor();
  const lines = (text) => text.split('\n').filter((line) => !/^(tom_tat|ngay_sua):/.test(line));
  const now = readFileSync(file, 'utf8');
  assert.match(now, /^tom_tat: .*Câu tóm tắt được đề xuất/m);
  assert.deepEqual(lines(now), lines(old), 'every other line is as it was');
});

test('who saves second loses nothing and overwrites nothing', async (t) => {
  const ma = 'kt-bay-la-mot-hoa';
  const file = join(site.content, 'ky-thuat', `${ma}.md`);
  const reviewer = await signIn(t, REVIEWER);
  await go(reviewer, `/bien-tap/sua/${ma}`);
  await unfold(reviewer);
  // Someone edits the file on disk meanwhile.
  const theirs = readFileSync(file, 'utf8').replace(/^muc_dich: .*$/m, 'muc_dich: "Mục đích do người khác sửa."')
    .replace(/^ten: .*$/m, 'ten: "Tên do người khác sửa"');
  writeFileSync(file, theirs);
  await reviewer.fill('#f-ten', 'Tên của tôi');
  await reviewer.fill('#f-loi_ich', 'Lợi ích của tôi');
  await reviewer.click('.bar-do button[value=luu]');
  await reviewer.locator('#hai-ban').waitFor();
  reviewer.faults.splice(0, reviewer.faults.length, ...reviewer.faults.filter((fault) => !fault.includes('status of 409')));
  assert.equal(readFileSync(file, 'utf8'), theirs, 'nothing was written');
  assert.match(await reviewer.locator('#hai-ban').textContent(), /Hai bên cùng sửa: Tên/);
  assert.ok(await reviewer.locator('.diff del', { hasText: 'người khác' }).count() > 0);
  assert.ok(await reviewer.locator('.diff ins', { hasText: 'tôi' }).count() > 0);
  await unfold(reviewer);
  assert.equal(await reviewer.inputValue('#f-ten'), 'Tên của tôi');
  assert.equal(await reviewer.inputValue('#f-muc_dich'), 'Mục đích do người khác sửa.', 'what only they changed is taken over');
  await press(reviewer, 'luu');
  const now = readFileSync(file, 'utf8');
  assert.match(now, /^ten: .*Tên của tôi/m);
  assert.match(now, /^muc_dich: .*người khác sửa/m);
  assert.match(now, /^loi_ich: .*Lợi ích của tôi/m);
  await go(reviewer, `/bien-tap/ban-cu/${ma}`);
  assert.ok(await reviewer.locator('.vers li').count() >= 2, 'the other’s text is kept as a version');
});

test('a picture is put into the text and a file beside the record, without leaving the form', async (t) => {
  const writer = await signIn(t, WRITER);
  await go(writer, '/bien-tap/moi?ten=B%C3%A0i+c%C3%B3+%E1%BA%A3nh');
  await writer.check('input[name=bo][value=ky-thuat]');
  await writer.click('form[action="/bien-tap/moi"] button');
  await writer.waitForURL(/sua\/kt-bai-co-anh/);
  await unfold(writer);
  const picture = { name: 'Ruộng ngô.png', mimeType: 'image/png', buffer: await writer.screenshot() };
  await writer.setInputFiles('#them-anh', picture);
  await writer.waitForFunction(() => document.querySelector('#than').value.includes('](tep/'));
  const shown = writer.locator('#xem-noi-dung img');
  await shown.waitFor({ state: 'attached' });
  // It is loaded when it comes near.
  await shown.evaluate((e) => e.scrollIntoView());
  await writer.waitForFunction(() => document.querySelector('#xem-noi-dung img').naturalWidth > 0);
  await writer.setInputFiles('#them-tep', OLD_FONT);
  await writer.waitForFunction(() => document.querySelector('[name="f.tep.0.duong_dan"]').value.endsWith('.docx'));
  await press(writer, 'luu');
  const file = readFileSync(join(site.content, 'ky-thuat/kt-bai-co-anh.md'), 'utf8');
  const [, image] = file.match(/!\[.*\]\((tep\/[^)]+)\)/);
  assert.match(file, /duong_dan: "?tep\/.*\.docx/);
  const stranger = await open(t, site.url);
  assert.equal((await stranger.request.get(`/ky-thuat/${image}`)).status(), 404, 'not public yet');
});

test('a hostile or wrong file is refused in plain words', async (t) => {
  const writer = await signIn(t, WRITER);
  for (const [name, bytes, said] of [
    ['bao-cao.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /Word, Excel cũ/],
    ['bao-cao.docx', Buffer.from('<script>alert(1)</script>'), /không đúng định dạng|không phải dạng nén/],
    ['trang.html', Buffer.from('<h1>x</h1>'), /chỉ nhập được tệp/],
  ]) {
    await go(writer, '/bien-tap/moi');
    await writer.selectOption('#bo-tep', 'ky-thuat');
    await writer.setInputFiles('#tep', { name, mimeType: 'application/octet-stream', buffer: bytes });
    await writer.click('form[action="/bien-tap/nhap-tep"] button');
    await writer.locator('.alert.bad').waitFor();
    assert.match(await writer.locator('.alert.bad').textContent(), said, name);
  }
});

test('without a script: made, filled, saved, sent', async (t) => {
  const page = await signIn(t, WRITER, { width: 360, script: false });
  await go(page, '/bien-tap/moi?ten=B%C3%A0i+kh%C3%B4ng+script');
  await page.check('input[name=bo][value=ky-thuat]');
  await page.click('form[action="/bien-tap/moi"] button');
  await page.waitForURL(/sua\/kt-bai-khong-script/);
  assert.match(await page.locator('#tong').textContent(), /[1-9] lỗi/);
  const part = (id) => page.locator(`#${id} > summary`);
  for (const id of ['noi-dung-rieng', 'nguon-tep']) {
    if (await page.locator(`#${id}`).getAttribute('open') === null) {
      await part(id).click();
    }
  }
  await page.fill('#f-tom_tat', 'Thử biểu mẫu khi trình duyệt tắt script, 1 lần.');
  await page.selectOption('#f-nhom', 'chan-nuoi');
  await page.fill('#f-muc_dich', 'Để chắc rằng máy cũ cũng dùng được.');
  await page.fill('#f-nguon-0-trich', 'Tài liệu thử, 2026');
  await page.fill('#than', 'Nội dung.');
  await page.fill('#f-buoc-0-ten', 'Bước một');
  await page.click('button[value="them:f.buoc"]');
  // The page came anew: what was entered is there, and more rows.
  assert.equal(await page.inputValue('#f-buoc-0-ten'), 'Bước một');
  assert.ok(await page.locator('#f-buoc > ol > li').count() >= 3);
  assert.match(await page.locator('[data-notes="f.buoc.0.noi_dung"]').textContent(), /thiếu trường bắt buộc/);
  await page.fill('#f-buoc-0-noi_dung', 'Làm.');
  await page.fill('#f-buoc-1-ten', 'Bước hai');
  await page.fill('#f-buoc-1-noi_dung', 'Làm nữa.');
  await page.click('button[value="them:f.buoc"]');
  await page.click('button[value="len:f.buoc.1"]');
  assert.equal(await page.inputValue('#f-buoc-0-ten'), 'Bước hai');
  await page.click('.bar-do button[value=kiem-tra]');
  assert.match(await page.locator('#tong').textContent(), /Không có lỗi/);
  await press(page, 'luu');
  await press(page, 'gui');
  assert.match(await page.locator('.chip').first().textContent(), /Chờ duyệt/);
  const file = readFileSync(join(site.content, 'ky-thuat/kt-bai-khong-script.md'), 'utf8');
  assert.match(file, /^trang_thai: cho-duyet$/m);
  assert.match(file, /- \{ten: Bước hai.*\n\s+- \{ten: Bước một/);
});

const PAGES = [
  ['/bien-tap'], ['/bien-tap/moi'], ['/bien-tap/sua/kt-u-chua-co-voi'], ['/bien-tap/sua/kq-bo-mong'], ['/bien-tap/sua/cn-biogas-composite'],
  ['/bien-tap/ban-cu/kt-say-hat-de?a=nay&b=nay'], ['/bien-tap/xem/kt-u-chua-co-voi'], ['/bien-tap/huong-dan'], ['/bien-tap/ban-ghi'],
  ['/bien-tap/kiem-tra'], ['/bien-tap/xoa/kt-say-hat-de'], ['/bien-tap/da-xoa'], ['/bien-tap/tep/kt-say-hat-de'], ['/bien-tap/nhat-ky'], ['/bien-tap/nguoi'], ['/bien-tap/tai-khoan'],
];

test('dark, and with forced colours', async (t) => {
  // Forced colours are the browser's own: axe can not tell their contrast.
  for (const [more, without] of [[{ colorScheme: 'dark' }, []], [{ forcedColors: 'active' }, ['color-contrast']]]) {
    const page = await signIn(t, REVIEWER, more);
    for (const path of ['/bien-tap/moi', '/bien-tap/sua/kt-say-hat-de', '/bien-tap/ban-cu/kt-say-hat-de']) {
      await go(page, path);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: 1280, height: Math.min(height, 30_000) });
      assert.deepEqual(await axe(page, { without }), [], path);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  }
});

test('nobody does more than the role allows, whatever the form says', async (t) => {
  const writer = await signIn(t, WRITER);
  await go(writer, '/bien-tap/moi?ten=Th%E1%BB%AD+quy%E1%BB%81n');
  await writer.check('input[name=bo][value=ky-thuat]');
  await writer.click('form[action="/bien-tap/moi"] button');
  await writer.waitForURL(/sua\/kt-thu-quyen/);
  const path = '/bien-tap/sua/kt-thu-quyen';
  const file = join(site.content, 'ky-thuat/kt-thu-quyen.md');
  const form = async (more) => writer.request.post(path, {
    form: {
      csrf: await writer.inputValue('#bieu-mau [name=csrf]'), goc: await writer.inputValue('#bieu-mau [name=goc]'), ...more,
    },
    maxRedirects: 0,
  });
  const old = readFileSync(file, 'utf8');
  for (const viec of ['xuat-ban', 'luu-kho', 'tra-lai']) {
    assert.equal((await form({ viec, loi_nhan: 'x' })).status(), 403, viec);
  }
  assert.equal(readFileSync(file, 'utf8'), old);
  // A state that is smuggled in, as a field, as YAML, as a text that was never on disk.
  for (const more of [
    { 'f.trang_thai': 'xuat-ban' }, { 'k.trang_thai': 'xuat-ban' }, { 'f.ten': 'A"\ntrang_thai: xuat-ban\nx: "' },
    { goc: old.replaceAll('\n', '\\n').replace('nhap', 'xuat-ban') },
  ]) {
    await form({ viec: 'luu', ...more });
    assert.match(readFileSync(file, 'utf8'), /^trang_thai: nhap$/m, JSON.stringify(more));
    assert.doesNotMatch(readFileSync(file, 'utf8'), /^trang_thai: xuat-ban/m);
    await go(writer, path);
  }
  // Without the token of the session nothing is taken.
  assert.equal((await form({ viec: 'luu', csrf: 'x', 'f.ten': 'B' })).status(), 403);
  for (const there of ['/bien-tap/de-xuat/kt-say-hat-de/lan', '/bien-tap/nguoi']) {
    assert.equal((await writer.request.get(there)).status(), 403, there);
  }
  assert.equal((await writer.request.get('/bien-tap/sua/..%2F..%2Fetc')).status(), 404);
});

for (const width of [360, 1280]) {
  test(`axe, edges and targets of every page of the room, ${width} px`, async (t) => {
    const page = await signIn(t, ADMIN, { width });
    const faults = [];
    const look = async (name) => {
      // As tall as the page, so that the bar with the buttons lies over nothing.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width, height: Math.min(height, 30_000) });
      const all = [...await axe(page), ...await sideways(page), ...await targets(page)];
      faults.push(...all.map((fault) => `${name}: ${fault}`));
      await page.setViewportSize({ width, height: 800 });
    };
    for (const [path] of PAGES) {
      await go(page, path);
      await look(path);
    }
    // Every part of a form open, with findings beside the fields.
    await go(page, '/bien-tap/sua/kt-u-chua-co-voi');
    await unfold(page);
    await page.fill('#f-muc_dich', '');
    await page.locator('[data-notes="f.muc_dich"] p').waitFor();
    await page.locator('#f-doi_tuong-0').fill('');
    await page.locator('#f-doi_tuong-0').pressSequentially('bo');
    await page.locator('.suggest [role=option]').first().waitFor();
    faults.push(...(await axe(page, { covered: true })).map((fault) => `suggestions: ${fault}`));
    await page.keyboard.press('Escape');
    await look('form with findings');
    await page.evaluate(() => { addEventListener('beforeunload', (e) => e.stopImmediatePropagation(), true); });
    assert.deepEqual(faults, []);
  });
}
