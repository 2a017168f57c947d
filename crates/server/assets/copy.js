// Searches the catalogue without a server. The data come as scripts, because a page opened from a disk may not fetch;
// their format is told in the crate `search`, portable/mod.rs.
(function (g) {
  "use strict";
  var data = {}, waiting = {}, lines = {}, table, words = {};
  // Weights. Another name counts less than the reader's own words, neighbours more in a short query.
  var OTHER = 0.8, PAIR = 0.7, PAIR_SHORT = 1.2, LONE = 0.3, LONE_ONLY = 2, STOP = 0.6, COVER = 0.4, NAMED = 0.4, ENOUGH = 10, RELAXED = 0.15, MOST = 32;
  var TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

  // Each data file calls this.
  function take(name, value) {
    data[name] = value;
    (waiting[name] || []).forEach(function (f) { f(); });
    delete waiting[name];
  }
  function need(names, then) {
    var left = 1;
    function done() { if (!--left) then(); }
    names.forEach(function (name) {
      if (name in data) return;
      left++;
      if (waiting[name]) return waiting[name].push(done);
      waiting[name] = [done];
      take.load(name);
    });
    done();
  }

  // A word as the index writes it: ASCII form, form without tone, tone. So the place of the tone does not matter.
  function read(word) {
    var parts = word.normalize("NFD"), tone = (parts.match(TONES) || [""])[0];
    var flat = parts.replace(TONES, "").normalize("NFC").replace(/^([hklmstv])y$/, "$1i").replace(/^qui(t|nh)?$/, "quy$1");
    return { a: flat.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d"), f: flat, t: tone };
  }
  function number(text) {
    var parts = text.split(/[.,]/), dots = text.replace(/\d/g, ""), last = parts.pop(), same = /^(\.+|,+)$/.test(dots);
    var grouped = /^[1-9]\d{0,2}$/.test(parts[0]) && parts.slice(1).concat(last).every(function (p) { return p.length == 3; });
    if (grouped && same && (dots[0] == "." || dots.length > 1)) return [parts.join("") + last];
    if (dots.length == 1) return [parts[0] + "." + last];
    return parts.concat(last);
  }
  function tokens(text) {
    var out = [];
    text = text.normalize("NFC").toLowerCase().replace(/ð/g, "đ").replace(/[\u00ad\u200b-\u200d\ufeff]/g, "").replace(/(\p{L})['‘’ʼ](?=\p{L})/gu, "$1");
    (text.match(/\p{Script=Han}|\d+(?:[.,]\d+)+(?!\p{L})|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+(?:&\p{L}+)*/gu) || []).forEach(function (word) {
      (/^\d+[.,]/.test(word) ? number(word) : [word]).forEach(function (w) { out.push(read(w)); });
    });
    return out.slice(0, MOST);
  }

  function numbers(text) {
    for (var out = [], value = 0, i = 0; i < text.length; i++) {
      var c = text.charCodeAt(i) - 35;
      if (c > 57) c--;
      if (c < 64) { out.push(value * 64 + c); value = 0; } else value = value * 27 + c - 63;
    }
    return out;
  }
  function hash(ascii) {
    for (var h = 7, i = 0; i < ascii.length; i++) h = (h * 31 + ascii.charCodeAt(i)) % 65521;
    return h % 64;
  }
  function pieceOf(ascii) {
    var first = data.dau.first, i = first.length - 1;
    while (i > 0 && first[i] > ascii) i--;
    return "tu" + i;
  }
  function unpack(name) {
    if (lines[name]) return lines[name];
    var out = lines[name] = new Map(), last = "";
    (data[name] || "").split("\n").forEach(function (line) {
      if (!line) return;
      var end = line.indexOf(" ");
      last = last.slice(0, numbers(line[0])[0]) + line.slice(1, end);
      out.set(last, line.slice(end + 1));
    });
    return out;
  }
  function written(ascii, marks) {
    if (marks[0] == "=") return marks.slice(1);
    for (var out = ascii.split(""), at = 0, i = 0; i < marks.length; i++, at++) {
      var plain = read(marks[i]).a;
      while (at < out.length && out[at] != plain) at++;
      out[at] = marks[i];
    }
    return out.join("");
  }
  // The written forms of an ASCII form, with the records that hold each.
  function forms(ascii) {
    if (words.hasOwnProperty(ascii)) return words[ascii];
    var line = unpack(pieceOf(ascii)).get(ascii), out = [];
    if (line) for (var parts = line.split(" "), i = 0; i + 2 < parts.length; i += 3) {
      var stop = parts[i][0] == "*", own = read(written(ascii, stop ? parts[i].slice(1) : parts[i]));
      out.push({ f: own.f, t: own.t, stop: stop, docs: postings(parts[i + 1]), next: parts[i + 2] });
    }
    return words[ascii] = out;
  }
  function postings(text, named) {
    for (var all = numbers(text), out = [], doc = 0, i = 0; i < all.length; i++) {
      doc += all[i] >> 3;
      out.push({ doc: doc, weight: ((all[i] >> 1 & 3) * 2 + 1) / 8, lone: all[i] & 1, name: named ? all[++i] : 0 });
    }
    return out;
  }
  // Other names: by the ASCII forms of their words.
  function names() {
    if (table) return table;
    table = new Map();
    data.ten.split("\n").forEach(function (line) {
      var parts = line.split("\t"), term = { packed: parts[0], names: parts.slice(1) };
      term.names.forEach(function (name, which) {
        if (name[0] == ">") return;
        var own = tokens(name), key = own.map(function (t) { return t.a; }).join(" ");
        if (!table.has(key)) table.set(key, []);
        table.get(key).push({ own: own, term: term, which: which });
      });
    });
    return table;
  }
  function fits(typed, own) {
    return typed.t ? typed.t == own.t && typed.f == own.f : typed.f == typed.a || typed.f == own.f;
  }

  // The names that a run of words may be, and the written forms that they mean.
  function named(own, how, only) {
    var key = own.map(function (u) { return u.a; }).join(" "), alone = own.length == 1 && !only;
    var all = (names().get(key) || []).filter(function (name) {
      return own.every(function (u, i) { return fits(u, name.own[i]); }) && !(alone && how == "bare");
    });
    if (!all.length || alone && !own[0].t && forms(own[0].a).some(function (f) { return f.stop && f.f == own[0].f && !f.t; })) return null;
    own.forEach(function (u, i) {
      u.meant = {};
      all.forEach(function (name) { u.meant[name.own[i].f + name.own[i].t] = 1; });
    });
    return { own: own, all: all };
  }

  // How much each written form counts for a typed word: typed marks win.
  function readings(unit, manner) {
    var all = forms(unit.a), exact = function (f) { return f.f == unit.f && f.t == unit.t; }, known = all.some(exact);
    return all.map(function (f) {
      var weight = 0;
      if (exact(f)) weight = 1;
      else if (unit.t) weight = known ? 0 : f.f == unit.f ? 0.5 : 0.3;
      else if (manner == "bare") weight = 1;
      else if (manner == "toneless") weight = f.f == unit.f ? 1 : unit.f == unit.a ? 0.3 : known ? 0 : 0.3;
      else weight = known ? (unit.f == unit.a ? 0.25 : 0) : unit.f == unit.a || f.f == unit.f ? 1 : 0;
      return { form: f, weight: weight };
    }).filter(function (r) { return r.weight; });
  }
  function rarity(count) {
    return Math.log(1 + (data.dau.n - count + 0.5) / (count + 0.5));
  }
  function manner(units) {
    if (units.some(function (u) { return u.t; })) return "marked";
    return units.some(function (u) { return u.f != u.a; }) ? "toneless" : "bare";
  }

  function rank(units) {
    var n = data.dau.n, score = new Float32Array(n), how = manner(units), only = units.length == 1;
    var pair = units.length <= 3 ? PAIR_SHORT : PAIR, items = [], told = {};
    // Spans that are names: the longest from the left.
    for (var at = 0; at < units.length; at++) {
      var span = null;
      for (var length = Math.min(8, units.length - at); length && !span; length--) span = named(units.slice(at, at + length), how, only);
      if (span) at += span.own.length - 1;
      items.push(span || { own: [units[at]] });
    }
    units.forEach(function (unit) {
      unit.read = readings(unit, how);
      // A name says which of the written forms are meant.
      if (!unit.t && unit.meant && unit.read.some(function (r) { return unit.meant[r.form.f + r.form.t]; })) {
        unit.read.forEach(function (r) { if (!unit.meant[r.form.f + r.form.t]) r.weight *= NAMED; });
      }
      unit.has = new Float32Array(n);
      unit.best = new Float32Array(n);
      unit.stop = unit.read.length > 0 && unit.read.every(function (r) { return r.form.stop; });
      var lone = new Uint8Array(n);
      unit.read.forEach(function (r) {
        r.form.docs.forEach(function (p) {
          unit.has[p.doc] = Math.max(unit.has[p.doc], r.weight * p.weight);
          unit.best[p.doc] = Math.max(unit.best[p.doc], r.weight);
          if (p.lone && r.weight == 1) lone[p.doc] = 1;
        });
      });
      var count = 0, alone = 0, d;
      for (d = 0; d < n; d++) { if (unit.has[d]) count++; if (lone[d]) alone++; }
      unit.rare = count ? rarity(count) : 0;
      var more = alone && !unit.stop ? rarity(alone) * (only ? LONE_ONLY : LONE) : 0;
      for (d = 0; d < n; d++) if (unit.has[d]) {
        score[d] += 2.2 * unit.has[d] * (unit.rare * (unit.stop ? STOP : 1) + (lone[d] ? more : 0));
      }
    });
    units.forEach(function (unit, i) {
      if (!units[i + 1] || unit.stop && units[i + 1].stop) return;
      var wanted = hash(units[i + 1].a), found = new Float32Array(n), count = 0;
      unit.read.forEach(function (r) {
        var at = 0;
        numbers(r.form.next).forEach(function (gap) {
          at += gap;
          var doc = at % 64 == wanted && r.form.docs[at >> 6].doc;
          if (doc !== false && units[i + 1].has[doc]) found[doc] = Math.max(found[doc], r.weight * units[i + 1].best[doc] * r.form.docs[at >> 6].weight);
        });
      });
      for (var d = 0; d < n; d++) if (found[d]) count++;
      for (d = 0; d < n; d++) if (found[d]) score[d] += 2.2 * pair * rarity(count) * found[d];
    });
    items = items.filter(function (item) { return item.all || !item.own[0].stop; });
    items.forEach(function (span, which) {
      if (!span.all) return;
      span.has = new Float32Array(n);
      span.all.forEach(function (name) {
        var docs = name.term.docs = name.term.docs || postings(name.term.packed, true), rare = rarity(docs.length);
        docs.forEach(function (p) {
          var more = OTHER * 2.2 * p.weight * rare * (1 + pair);
          if (more > span.has[p.doc]) {
            span.has[p.doc] = more;
            if (p.name != name.which) (told[p.doc] = told[p.doc] || {})[which] = name.term.names[p.name].replace(">", "");
          }
        });
        span.rare = Math.max(span.rare || 0, rare);
      });
      for (var d = 0; d < n; d++) score[d] += span.has[d];
    });
    // What a record covers of the query, weighed by rarity.
    var hits = [], asked = 0, full = 0;
    items.forEach(function (item) {
      item.weight = item.rare || item.own.reduce(function (sum, u) { return sum + (u.rare || rarity(0)); }, 0);
      asked += item.weight;
    });
    for (var doc = 0; doc < n; doc++) if (score[doc]) {
      var covered = 0;
      items.forEach(function (item) {
        var own = item.own.filter(function (u) { return u.has[doc]; }).length / item.own.length;
        covered += item.weight * (item.has && item.has[doc] ? 1 : own);
      });
      var share = asked ? covered / asked : 1;
      if (share > 0.999) full++;
      if (share >= RELAXED) hits.push({ doc: doc, share: share, score: score[doc] * Math.pow(share, COVER), names: told[doc] });
    }
    if (full >= ENOUGH) hits = hits.filter(function (h) { return h.share > 0.999; });
    return hits.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
  }

  // Gives [{doc, score, names}] to `then`, best first.
  take.search = function (q, then) {
    need(["dau", "ten"], function () {
      var units = tokens(q);
      need(units.map(function (u) { return pieceOf(u.a); }), function () { then(units.length ? rank(units) : []); });
    });
  };
  take.head = function () { return data.dau; };
  g.nhipcau = take;

  // The page of the search. Without it, as in a test, this is a library.
  var d = g.document, list = d && d.getElementById("ket-qua");
  if (!list) return;
  var box = d.getElementById("q"), more = d.getElementById("them"), t = list.dataset, kinds = JSON.parse(t.kinds);
  var base = d.querySelector("script[src$='dau.js']").src.replace(/dau\.js$/, ""), lang = t.lang, hits = [], asked, timer;
  take.load = function (name) {
    var script = d.createElement("script");
    script.src = base + name + ".js";
    // A piece that is missing finds nothing, and the rest goes on.
    script.onerror = function () { take(name, ""); };
    d.head.append(script);
  };
  function add(to, name, text, css) {
    var el = d.createElement(name);
    el.textContent = text;
    if (css) el.className = css;
    to.append(el);
    return el;
  }
  function row(hit) {
    var at = hit.doc / data.dau.each | 0, n = hit.doc % data.dau.each, own = data["bai" + at].split("\n")[n].split("\t");
    var told = lang && data["bai" + at + "-" + lang].split("\n")[n], words = told ? told.split("\t") : own.slice(2), li = d.createElement("li");
    add(li, "p", kinds[own[0]], "kind k-" + data.dau.kinds[own[0]]);
    var link = add(add(li, "h3", ""), "a", words[0]), text = add(li, "p", words[1]);
    link.href = data.dau.kinds[own[0]] + "/" + own[1] + ".html";
    if (told) add(li, "p", own[2], "orig").lang = "vi";
    else if (lang) link.lang = text.lang = "vi";
    var names = hit.names && Object.values(hit.names).filter(function (name, i, all) { return all.indexOf(name) == i; }).join(", ");
    if (names) add(add(li, "p", t.name + " ", "why"), "mark", names);
    list.append(li);
  }
  function show() {
    var next = hits.slice(list.children.length, list.children.length + 20), of = asked;
    var files = next.map(function (h) { return "bai" + (h.doc / data.dau.each | 0); });
    need(lang ? files.concat(files.map(function (f) { return f + "-" + lang; })) : files, function () {
      if (of != asked) return;
      next.forEach(row);
      more.hidden = list.children.length >= hits.length;
    });
  }
  function run() {
    var q = asked = box.value;
    take.search(q, function (found) {
      if (q != asked) return;
      hits = found;
      list.textContent = "";
      list.parentNode.hidden = !found.length;
      d.getElementById("dem").textContent = !q.trim() ? "" : !found.length ? t.none : found.length == 1 ? t.one : t.count.replace("{n}", found.length);
      show();
    });
  }
  more.onclick = show;
  box.oninput = function () { clearTimeout(timer); timer = setTimeout(run, 150); };
  d.addEventListener("DOMContentLoaded", function () {
    box.value = new URLSearchParams(location.search).get("q") || "";
    if (box.value) run();
  });
})(this);
