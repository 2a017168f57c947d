(function (d) {
  "use strict";
  // A combobox as WAI-ARIA describes it. Without this script the box is a plain form.
  var box = d.getElementById("q"), list = d.createElement("ul"), at = -1, found = [], timer;
  if (!box || !window.fetch) return;
  function set(name, value) { box.setAttribute(name, value); }
  function close() { list.hidden = true; set("aria-expanded", false); mark(-1); }
  function mark(n) {
    if (list.children[at]) list.children[at].setAttribute("aria-selected", false);
    at = n;
    var li = list.children[n];
    if (!li) return box.removeAttribute("aria-activedescendant");
    li.setAttribute("aria-selected", true);
    li.scrollIntoView({ block: "nearest" });
    set("aria-activedescendant", li.id);
  }
  function take(n) {
    var s = found[n], lang = box.form.lang;
    close();
    if (s.url) location.href = s.url + (lang && lang.value ? "?lang=" + lang.value : "");
    else { box.value = s.text; box.form.submit(); }
  }
  function show(all) {
    list.textContent = "";
    found = all;
    all.forEach(function (s, n) {
      var li = d.createElement("li");
      li.id = "goi-y-" + n;
      li.textContent = s.text;
      li.className = s.url && "go";
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", false);
      li.onclick = function () { take(n); };
      list.append(li);
    });
    at = -1;
    close();
    if (all.length && d.activeElement == box) { list.hidden = false; set("aria-expanded", true); }
  }
  list.id = "goi-y";
  list.className = "suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels[0].textContent);
  list.onmousedown = function (e) { e.preventDefault(); };
  box.after(list);
  set("role", "combobox");
  set("aria-autocomplete", "list");
  set("aria-controls", list.id);
  close();
  box.oninput = function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      var q = box.value;
      if (!q.trim()) return show([]);
      fetch("/api/v1/suggest?q=" + encodeURIComponent(q)).then(function (r) { return r.json(); }).then(function (a) {
        if (q == box.value) show(a.suggestions);
      }).catch(close);
    }, 120);
  };
  box.onblur = close;
  box.onkeydown = function (e) {
    // Vietnamese and Chinese input methods use these keys while they compose.
    if (e.isComposing || e.keyCode == 229 || list.hidden) return;
    var n = found.length, k = e.key;
    if (k == "ArrowDown") mark(at + 1 < n ? at + 1 : -1);
    else if (k == "ArrowUp") mark(at < 0 ? n - 1 : at - 1);
    else if (k == "Escape") close();
    else if (k == "Enter" && at >= 0) take(at);
    else return;
    e.preventDefault();
  };
})(document);
