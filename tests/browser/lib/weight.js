// What a page weighs on the wire, as Chromium counts it: bodies as they were sent, compressed.

/** Loads `path` with an empty cache; gives bytes by kind (`document`, `stylesheet`, `script`, `image`, …) and `all`. */
export async function weigh(page, path) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map();
  const heads = new Map();
  const weights = { all: 0 };
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    kinds.set(requestId, type.toLowerCase());
    // What has come by now are the headers.
    heads.set(requestId, response.encodedDataLength);
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? 'other';
    const bytes = Math.max(0, encodedDataLength - (heads.get(requestId) ?? 0));
    weights[kind] = (weights[kind] ?? 0) + bytes;
    weights.all += bytes;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await cdp.detach();
  return weights;
}

/** What is over its budget, in KB (1024 bytes). */
export function overweight(weights, budget) {
  return Object.entries(budget)
    .filter(([kind, most]) => (weights[kind] ?? 0) > most * 1024)
    .map(([kind, most]) => `${kind}: ${weights[kind]} bytes > ${most} KB`);
}
