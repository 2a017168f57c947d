(async function (d) {
  "use strict";
  // Keeps pages for when there is no network. Without this script, or on plain http, there is nothing to keep with.
  const sw = navigator.serviceWorker;
  if (!sw || !window.caches || !location.protocol.startsWith("http")) return;
  if (d.readyState == "complete") register();
  else addEventListener("load", register);
  function register() { sw.register("/sw.js").catch(() => {}); }
  const kept = await caches.open("luu");
  const read = (html) => new DOMParser().parseFromString(html, "text/html");

  async function keep(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw answer;
    await kept.put(url, answer.clone());
    const images = [...read(await answer.text()).images];
    await Promise.all(images.map((i) => kept.add(i.getAttribute("src")).catch(() => {})));
  }

  for (const button of d.querySelectorAll(".keep")) {
    const said = button.nextElementSibling;
    const urls = button.dataset.keep == "list"
      ? [...d.querySelectorAll(".rows h3 a")].map((a) => a.href) : [location.href.split("#")[0]];
    const set = (on) => button.setAttribute("aria-pressed", on);
    const there = await Promise.all(urls.map((url) => kept.match(url)));
    set(there.length > 0 && there.every(Boolean));
    button.hidden = !urls.length;
    button.onclick = async () => {
      const on = button.getAttribute("aria-pressed") != "true";
      try {
        await Promise.all(urls.map((url) => on ? keep(url) : kept.delete(url)));
        set(on);
        said.textContent = on ? said.dataset.done : "";
      } catch (fault) {
        said.textContent = said.dataset.failed;
      }
    };
  }

  const own = d.getElementById("luu");
  if (!own) return;
  d.getElementById("khong").hidden = true;
  d.getElementById("dut").hidden = location.pathname == own.dataset.path;
  own.hidden = false;
  const seen = await caches.open("xem");
  const link = (html, url) => {
    const a = d.createElement("a"), page = read(html);
    a.href = url;
    a.lang = page.documentElement.lang;
    a.textContent = page.title.replace(/ – [^–]+$/, "");
    return a;
  };
  async function show(list, cache) {
    list.textContent = "";
    for (const request of (await cache.keys()).reverse()) {
      const answer = await cache.match(request);
      if (!(answer.headers.get("content-type") || "").startsWith("text/html")) continue;
      const item = d.createElement("li"), a = link(await answer.text(), request.url);
      if (new URL(a.href).pathname == own.dataset.path) continue;
      item.append(a);
      if (cache == kept) {
        const drop = d.createElement("button");
        drop.className = "btn";
        drop.textContent = own.dataset.drop;
        drop.setAttribute("aria-label", own.dataset.drop + ": " + a.textContent);
        drop.onclick = async () => { await kept.delete(request); show(list, cache); };
        item.append(" ", drop);
      }
      list.append(item);
    }
    list.nextElementSibling.hidden = list.children.length > 0;
  }
  const lists = () => Promise.all([show(d.getElementById("own"), kept), show(d.getElementById("seen"), seen)]);
  d.getElementById("xoa").onclick = async () => {
    for (const cache of [kept, seen]) await Promise.all((await cache.keys()).map((one) => cache.delete(one)));
    lists();
  };
  lists();
})(document);
