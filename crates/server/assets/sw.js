"use strict";
// What can be read without a network: files of the program (one cache a build), pages that were visited, pages that
// the reader kept. Every page comes from the network where there is one; this only steps in where there is none.
const FILES = "tinh-" + HASH, SEEN = "xem", KEPT = "luu", MOST = 80, ANY = { ignoreVary: true };

addEventListener("install", (e) => {
  skipWaiting();
  e.waitUntil(caches.open(FILES).then((cache) => cache.addAll(FIRST)));
});

addEventListener("activate", (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("tinh-") && name != FILES) await caches.delete(name);
  }
  await clients.claim();
})()));

addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method != "GET" || url.origin != location.origin) return;
  if (url.pathname.startsWith("/tinh/")) e.respondWith(file(e.request, url));
  else if (e.request.mode == "navigate") e.respondWith(page(e, url));
  else if (e.request.destination == "image") e.respondWith(fetch(e.request).catch(() => held(e.request)));
});

async function held(request) {
  return await caches.match(request, ANY) || Response.error();
}

async function file(request, url) {
  try {
    return await caches.match(request, ANY) || await fetch(request);
  } catch (fault) {
    // A kept page may name the files of an older build: those of today do as well.
    return held(FIRST.find((one) => one.endsWith(url.pathname.split("/").pop())) || request);
  }
}

async function page(e, url) {
  try {
    const answer = await fetch(e.request), head = (name) => answer.headers.get(name) || "";
    if (answer.ok && head("content-type").startsWith("text/html") && !/no-store|private/.test(head("cache-control"))) {
      e.waitUntil(keep(e.request, answer.clone()));
    }
    return answer;
  } catch (fault) {
    const lang = url.searchParams.get("lang"), own = FIRST.find((one) => one.endsWith("?lang=" + lang));
    return await caches.match(e.request, ANY) || held(own || LOST);
  }
}

async function keep(request, answer) {
  const kept = await caches.open(KEPT), seen = await caches.open(SEEN);
  // A page that was kept stays as new as it was seen last.
  if (await kept.match(request, ANY)) return kept.put(request, answer);
  await seen.put(request, answer);
  const all = await seen.keys();
  await Promise.all(all.slice(0, -MOST).map((old) => seen.delete(old)));
}
