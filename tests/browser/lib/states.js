// The pages and states that are looked at, over the catalogue of this repository and over the planted one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HERE } from './places.js';
import { planted, real } from './site.js';

/** Opens the list of suggestions. */
export async function suggest(page, typed = 'say hat') {
  await page.locator('#q').pressSequentially(typed);
  await page.locator('[role=option]').first().waitFor();
}

/** Records of `collection`: their paths, best first. */
export async function records(url, collection, q = '', limit = 1) {
  const answer = await fetch(`${url}/api/v1/search?${new URLSearchParams({ q, collection, limit })}`);
  const { hits } = await answer.json();
  return hits.map((hit) => hit.url);
}

export async function collections(url) {
  const answer = await fetch(`${url}/api/v1/collections`);
  const all = await answer.json();
  return (all.collections ?? all).map((one) => one.id);
}

export const CHESTNUTS = '/ky-thuat/kt-say-hat-de';
export const COMPARED = '/so-sanh?ma=cn-bot-thach-an-lien&ma=cn-day-chuyen-mien-dong&ma=cn-tinh-bot-nghe';

/** States without an address of their own have `before`, which brings a page there; `status` is 200 where not told. */
export async function states() {
  const url = await real();
  const of = (name, path, more = {}) => ({ name, url, path, ...more });
  const each = await Promise.all((await collections(url)).map(async (id) => {
    const [path] = await records(url, id);
    return of(`record of ${id}`, path);
  }));
  return [
    of('home', '/'),
    of('results', '/tim?q=say+hat+de'),
    of('results with names and places', '/tim?q=thach+den+o+thong+nong'),
    of('whole catalogue', '/tim'),
    of('a later page', '/tim?trang=3'),
    of('past the last page', '/tim?trang=90'),
    of('no results', '/tim?q=zzzxq+qqqw&collection=ky-thuat'),
    of('filters on', '/tim?q=cay&collection=ky-thuat&collection=cong-nghe&nhom=trong-trot'),
    of('open suggestions', '/', { before: suggest, covered: true }),
    ...each,
    of('calculator used', '/ky-thuat/kt-u-chua-co-voi?dt=5&dv=tan&g0=1500'),
    of('calculator with a mistake', '/ky-thuat/kt-u-chua-co-voi?dt=abc'),
    of('comparison', COMPARED),
    of('comparison, empty', '/so-sanh'),
    of('map', '/ban-do'),
    of('map of a collection', '/ban-do?collection=ky-thuat'),
    of('place', '/noi/2025:01477'),
    of('subject', '/chu-de/hat-de'),
    of('events', '/su-kien'),
    of('policies', '/chinh-sach'),
    of('season', '/mua-vu'),
    of('about', '/gioi-thieu'),
    of('offline', '/da-luu'),
    of('in Chinese', '/tim?q=%E5%85%AB%E8%A7%92&lang=zh'),
    of('in English', `${CHESTNUTS}?lang=en`),
    of('no such page', '/khong-co-trang-nay', { status: 404 }),
    of('not understood', '/ky-thuat/%FF', { status: 400 }),
    of('too long', `/tim?q=${'a'.repeat(9000)}`, { status: 414 }),
    ...await special(),
  ];
}

/** Records that are out of the ordinary: every file of `content/` beside these tests. */
async function special() {
  const url = await planted();
  const list = JSON.parse(readFileSync(join(HERE, 'special.json'), 'utf8'));
  return Object.entries(list).map(([name, path]) => ({ name, url, path }));
}
