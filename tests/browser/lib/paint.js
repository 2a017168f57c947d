// What the first paint of a page waits for: counted, not timed, so that it can be held on any machine.

/** Most that comes before the address of the style sheet in a page, characters: it lies in the first packet. */
const EARLY = 1024;

/**
 * What stands in the way of the first paint of `path`, beyond one style sheet of `most` KB compressed that is asked for
 * in the first lines: empty where nothing does.
 */
export async function waits(page, path, most) {
  const answer = await page.goto(path, { waitUntil: 'load' });
  const html = await answer.text();
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => ({
    name: new URL(e.name).pathname, blocking: e.renderBlockingStatus === 'blocking', bytes: e.encodedBodySize, by: e.initiatorType,
  })));
  const blocking = loaded.filter((one) => one.blocking);
  const found = [];
  if (blocking.length !== 1 || blocking[0].by !== 'link') {
    found.push(`it waits for ${blocking.length} files: ${blocking.map((one) => one.name).join(', ')}`);
  }
  const bytes = blocking.reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > most * 1024) {
    found.push(`it waits for ${bytes} bytes > ${most} KB`);
  }
  const at = html.indexOf('rel="stylesheet"');
  if (at < 0 || at > EARLY) {
    found.push(`the style sheet is named at ${at}, after ${EARLY} characters`);
  }
  // What is named late is asked for late, and does not share the line with what the paint waits for.
  const end = html.indexOf('</main>');
  for (const { name } of loaded.filter((one) => !one.blocking && /\.(js|css)$/.test(one.name))) {
    if (html.indexOf(name) < end) {
      found.push(`${name} is asked for before the page has come`);
    }
  }
  return found;
}
