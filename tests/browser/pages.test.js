// What each kind of page is for, on the real catalogue and on the planted one, without a script.
import assert from 'node:assert/strict';

import { go, open } from './lib/browser.js';
import { planted, real } from './lib/site.js';
import { CHESTNUTS } from './lib/states.js';
import { test } from './lib/test.js';

const on = async (t, site) => open(t, await site(), { script: false });
const texts = (locator) => locator.allTextContents().then((all) => all.map((text) => text.trim().replace(/\s+/g, ' ')));

test('home: by need, by collection, by place, what is new, the month', async (t) => {
  const page = await on(t, real);
  await go(page, '/');
  assert.equal(await page.locator('input[type=search]').count(), 1, 'one search box');
  for (const need of ['Tôi trồng trọt', 'Tôi chăn nuôi', 'Tôi chế biến', 'Tôi tìm công nghệ cho doanh nghiệp', 'Tôi tìm chính sách hỗ trợ']) {
    const href = await page.locator('.needs a', { hasText: need }).getAttribute('href');
    assert.equal((await page.request.get(href)).status(), 200, need);
  }
  assert.equal(await page.locator('.colls > li').count(), 11);
  assert.ok(await page.locator('.tags a[href^="/noi/"]').count() > 5);
  assert.ok(await page.locator('.rows > li').count() > 3);
  assert.ok(await page.locator('.works > li').count() > 0);
});

test('results say by which other name they matched, tell kinds apart, and are a link and a feed', async (t) => {
  const page = await on(t, real);
  await go(page, '/tim?q=mac+lich');
  assert.match((await texts(page.locator('.rows .why'))).join(), /Khớp theo tên gọi khác: [^]*dẻ/i);
  assert.match(await page.locator('.understood').textContent(), /mac lich → /);
  await go(page, '/tim?q=hat+de&trang=2');
  const kinds = new Map();
  for (const kind of await page.locator('.rows .kind').all()) {
    const [name, mark] = [(await kind.textContent()).split(' · ')[0], await kind.getAttribute('class')];
    assert.ok(!kinds.has(mark) || kinds.get(mark) === name, `${mark} is ${name} and ${kinds.get(mark)}`);
    kinds.set(mark, name);
  }
  assert.ok(kinds.size > 1);
  const feed = await page.locator('a[type="application/atom+xml"]').getAttribute('href');
  const atom = await page.request.get(feed);
  assert.equal(atom.headers()['content-type'].split(';')[0], 'application/atom+xml');
  assert.match(await atom.text(), /<entry>/);
});

test('Chinese words stand as they were typed', async (t) => {
  const page = await on(t, real);
  await go(page, '/tim?q=%E5%85%AB%E8%A7%92&lang=zh');
  assert.match(await page.locator('.understood').textContent(), /八角 → /);
});

test('nothing found: no heading stands over nothing', async (t) => {
  const page = await on(t, real);
  for (const path of ['/tim?q=zzzxq+qqqw&collection=ky-thuat', '/tim?q=zzzxq+qqqw', '/tim?q=say+hat+de&collection=su-kien&nhom=nam']) {
    await go(page, path);
    const bare = await page.locator('.none h3').evaluateAll((heads) => heads
      .filter((h) => !h.nextElementSibling || /^H\d$/.test(h.nextElementSibling.tagName) || !h.nextElementSibling.textContent.trim())
      .map((h) => h.textContent));
    assert.deepEqual(bare, [], path);
  }
});

test('a record: hazards first, numbered steps, months, evidence, where, policies, whom to ask, sources, citation, history', async (t) => {
  const page = await on(t, real);
  await go(page, CHESTNUTS);
  const order = ['h1', '.lede', '.alert.bad', '.facts', '.steps', '.calc', '.ladder', '.map.small', '.pays', '.sources', '.past', '.cite'];
  const tops = await Promise.all(order.map((part) => page.locator(part).first().boundingBox().then((box) => box.y)));
  assert.deepEqual(tops, [...tops].sort((a, b) => a - b), order.join(' '));
  assert.equal(await page.locator('.months >> nth=0 >> li').count(), 12);
  assert.match(await page.locator('.cite').textContent(), new RegExp(`Cập nhật [\\d/]+\\. ${await real()}${CHESTNUTS}$`));
  assert.ok(await page.locator('.ask a').count() > 0);
  assert.ok(await page.locator('.similar a').count() > 3);
  // What the page says of itself is there: every entry of its contents leads to a heading of the same words.
  for (const path of [CHESTNUTS, '/mo-hinh/mh-hat-de-trung-khanh', '/nhu-cau/nc-may-tach-vo-hat-de']) {
    await go(page, path);
    const wrong = await page.locator('.toc a').evaluateAll((links) => links
      .filter((a) => document.querySelector(a.getAttribute('href'))?.textContent !== a.textContent)
      .map((a) => a.textContent));
    assert.deepEqual(wrong, [], path);
  }
});

test('inputs say for how much they hold', async (t) => {
  const page = await on(t, real);
  await go(page, '/ky-thuat/kt-u-chua-co-voi');
  assert.match(await page.locator('.part_vat_tu').textContent(), /tính cho 100\skilôgam/);
});

test('a technology: rights and terms of transfer', async (t) => {
  const page = await on(t, planted);
  await go(page, '/cong-nghe/cn-thu-chuyen-giao');
  const all = await page.locator('.two > div >> nth=0').innerText();
  for (const part of ['Sở hữu trí tuệ', 'Giải pháp hữu ích', '2-0001234', '20/5/2024', 'Chuyển giao', 'Giá dự kiến', 'Đào tạo tại chỗ', 'Mức độ phát triển']) {
    assert.ok(all.includes(part), part);
  }
});

test('four are compared and no fifth', async (t) => {
  const page = await on(t, real);
  const four = ['cn-bot-thach-an-lien', 'cn-day-chuyen-mien-dong', 'cn-tinh-bot-nghe', 'cn-may-lam-dat-mini'];
  const address = (mas) => `/so-sanh?${mas.map((ma) => `ma=${ma}`).join('&')}`;
  await go(page, address(four));
  assert.equal(await page.locator('.cmp thead th').count(), 4);
  assert.equal(await page.locator('#them-q').count(), 0);
  assert.match(await page.locator('main').textContent(), /Đã đủ bốn bản ghi/);
  await go(page, address([...four, 'cn-ep-lanh-dau-so']));
  assert.equal(await page.locator('.cmp thead th').count(), 4);
  await go(page, address(four.slice(0, 3)));
  assert.equal(await page.locator('#them-q').count(), 1);
});

test('the map: every commune a circle and a line of the list, both lead to it; the largest have their names', async (t) => {
  const page = await on(t, real);
  await go(page, '/ban-do');
  const [circles, list] = await Promise.all(['.map a', '.communes a'].map((links) => page.locator(links)
    .evaluateAll((all) => all.map((a) => a.getAttribute('href')).sort())));
  assert.equal(circles.length, 56);
  assert.deepEqual(circles, list);
  const named = await texts(page.locator('.map text'));
  for (const first of (await texts(page.locator('.communes li span'))).slice(0, 5)) {
    assert.ok(named.some((name) => first.endsWith(name)), `${first} has no name on the map`);
  }
  const all = await page.locator('.count').textContent();
  await go(page, '/ban-do?collection=ky-thuat&doi_tuong=hat-de');
  assert.notEqual(await page.locator('.count').textContent(), all);
});

test('events: what comes can be put into a calendar, what is past can not', async (t) => {
  const page = await on(t, planted);
  await go(page, '/su-kien');
  const links = (part) => page.locator(`section[aria-labelledby=${part}] .ics`);
  assert.equal(await links('sap-toi').count(), 1);
  assert.equal(await links('da-qua').count(), 0);
  const ics = await page.request.get(await links('sap-toi').getAttribute('href'));
  assert.match(await ics.text(), /DTSTART;VALUE=DATE:20990301/);
  await go(page, '/su-kien/sk-thu-sap-toi');
  assert.equal(await page.locator('.do a[href$=".ics"]').count(), 1);
  await go(page, '/su-kien/sk-thu-da-qua');
  assert.equal(await page.locator('.do a[href$=".ics"]').count(), 0);
  await go(page, '/');
  assert.match(await page.locator('.soon').textContent(), /Ngày hội thử còn lâu mới tới/);
});

test('policies stand under what they pay for, those that are over say so', async (t) => {
  const page = await on(t, real);
  await go(page, '/chinh-sach');
  assert.ok((await texts(page.locator('main h2'))).includes('Máy móc, thiết bị'));
  assert.match(await page.locator('.rows > li', { has: page.locator('.kind', { hasText: '09/2009/NQ-HĐND' }) }).first().textContent(), /Hết hiệu lực/);
});

test('the calendar of seasons has the work of the month that was asked for', async (t) => {
  const page = await on(t, real);
  await go(page, '/mua-vu?thang=9');
  assert.match(await page.locator('h1').textContent(), /tháng 9/);
  const rows = await page.locator('.months').evaluateAll((strips) => strips.map((strip) => strip.children[8].className));
  assert.ok(rows.length > 5);
  assert.deepEqual(rows.filter((name) => !name.includes('on')), []);
});

test('large print: large letters, all of the record, and the code', async (t) => {
  const page = await on(t, real);
  await go(page, `${CHESTNUTS}?chu=to`);
  await page.emulateMedia({ media: 'print' });
  const size = (part) => page.locator(part).first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize) * 0.75);
  for (const part of ['.steps p', '.facts dd', '.prose p']) {
    assert.ok(await page.locator(part).first().isVisible(), part);
    assert.ok(await size(part) >= 16.9, `${part}: ${await size(part)} pt`);
  }
  assert.ok(await page.locator('.leaflet svg').isVisible());
  assert.equal(await page.locator('.lack').isVisible(), false);
});
