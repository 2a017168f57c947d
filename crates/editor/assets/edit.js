(function (d, w) {
  "use strict";
  // What the form does more where scripts run: it checks while one types, looks names up, shows the body as the page will.
  var form = d.getElementById("bieu-mau"), dirty = false, timer, turn = 0;
  if (!form || !w.fetch) return;
  var ma = form.dataset.ma;
  dirty = "unsaved" in form.dataset;

  function send(path) {
    var body = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { body.append(name, value); });
    return fetch(path + encodeURIComponent(ma), { method: "POST", body: body }).then(function (answer) {
      if (!answer.ok) throw answer;
      return answer.json();
    });
  }

  // Findings beside their fields.
  function fill(box, notes) {
    box.textContent = "";
    (notes || []).forEach(function (note) {
      var p = d.createElement("p"), b = d.createElement("b");
      p.className = note.error ? "err" : "adv";
      b.textContent = note.error ? "Lỗi:" : "Nên xem:";
      p.append(b, " " + note.message + ". " + note.remedy);
      box.append(p);
    });
    for (var e = box; e && notes && notes.length; e = e.parentElement) if (e.localName == "details") e.open = true;
    var field = box.closest(".field"), input = field && field.querySelector("input,textarea,select");
    var wrong = (notes || []).some(function (note) { return note.error; });
    if (field) field.classList.toggle("wrong", wrong);
    if (input && wrong) input.setAttribute("aria-invalid", "true");
    else if (input) input.removeAttribute("aria-invalid");
  }
  function tell(answer) {
    form.querySelectorAll("[data-notes]").forEach(function (box) { fill(box, answer.notes[box.dataset.notes]); });
    fill(form.querySelector("[data-top]"), answer.top);
    fill(form.querySelector("[data-body]"), answer.body);
    var errors = form.querySelector("[data-errors]"), b = d.createElement("b");
    b.textContent = answer.errors ? answer.errors + " lỗi" : "Không có lỗi";
    b.className = answer.errors ? "err" : "";
    errors.replaceChildren(b);
    form.querySelector("[data-warnings]").textContent = answer.warnings ? ", " + answer.warnings + " chỗ nên xem" : "";
    form.querySelector("[data-live]").textContent = "Đã kiểm tra: " + b.textContent;
  }
  function check() {
    var mine = ++turn;
    send("/bien-tap/kiem-tra/").then(function (answer) { if (mine == turn) tell(answer); }).catch(function () {});
  }

  // The body as the page will show it.
  var look = d.getElementById("xem-noi-dung"), stale = false;
  function show() {
    if (!look || !look.open || !stale) return;
    stale = false;
    send("/bien-tap/xem-thu/").then(function (answer) {
      // Made and cleaned by the server, as the public page is.
      look.querySelector("[data-preview]").innerHTML = answer.html;
    }).catch(function () {});
  }
  if (look) look.ontoggle = show;

  form.addEventListener("input", function (e) {
    dirty = true;
    if (e.target.id == "than") stale = true;
    clearTimeout(timer);
    timer = setTimeout(function () { check(); show(); }, 700);
  });
  form.addEventListener("submit", function () { dirty = false; });
  w.addEventListener("beforeunload", function (e) { if (dirty) e.preventDefault(); });

  // A link to a part opens it.
  function open() {
    var at = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var e = at; e; e = e.parentElement) if (e.localName == "details") e.open = true;
    if (at) at.scrollIntoView();
  }
  w.addEventListener("hashchange", open);
  if (location.hash) open();

  // Names looked up while one types: a combobox as WAI-ARIA describes it.
  form.querySelectorAll("[data-look]").forEach(function (box, number) {
    var list = d.createElement("ul"), at = -1, found = [], wait;
    box.removeAttribute("list");
    list.id = "tim-" + number;
    list.className = "suggest";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", box.labels[0] ? box.labels[0].textContent : "Gợi ý");
    list.hidden = true;
    list.onmousedown = function (e) { e.preventDefault(); };
    box.after(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");
    function close() { list.hidden = true; box.setAttribute("aria-expanded", "false"); mark(-1); }
    function mark(n) {
      if (list.children[at]) list.children[at].setAttribute("aria-selected", "false");
      at = n;
      var li = list.children[n];
      if (!li) return box.removeAttribute("aria-activedescendant");
      li.setAttribute("aria-selected", "true");
      li.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", li.id);
    }
    function take(n) {
      box.value = found[n].value;
      close();
      box.dispatchEvent(new Event("input", { bubbles: true }));
      clearTimeout(wait);
    }
    function offer(all) {
      list.textContent = "";
      found = all;
      all.forEach(function (one, n) {
        var li = d.createElement("li"), i = d.createElement("i");
        li.id = list.id + "-" + n;
        li.append(one.value.replace(/ \[[^\]]*\]$/, ""));
        i.textContent = one.note ? " – " + one.note : "";
        li.append(i);
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        li.onclick = function () { take(n); };
        list.append(li);
      });
      close();
      if (all.length && d.activeElement == box) { list.hidden = false; box.setAttribute("aria-expanded", "true"); }
    }
    box.addEventListener("input", function (e) {
      if (!e.isTrusted) return;
      clearTimeout(wait);
      wait = setTimeout(function () {
        var q = box.value;
        if (!q.trim() || / \[[^\]]*\]$/.test(q)) return offer([]);
        fetch("/bien-tap/tim?" + box.dataset.look + "&q=" + encodeURIComponent(q))
          .then(function (r) { return r.json(); })
          .then(function (all) { if (q == box.value) offer(all); }).catch(close);
      }, 150);
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", function (e) {
      // Vietnamese and Chinese input methods use these keys while they compose.
      if (e.isComposing || e.keyCode == 229 || list.hidden) return;
      var n = found.length, k = e.key;
      if (k == "ArrowDown") mark(at + 1 < n ? at + 1 : -1);
      else if (k == "ArrowUp") mark(at < 0 ? n - 1 : at - 1);
      else if (k == "Escape") close();
      else if (k == "Enter" && at >= 0) take(at);
      else return;
      e.preventDefault();
    });
  });

  // Files attached without leaving the form.
  function chooser(at, id, text, accept, take) {
    var p = d.createElement("p"), label = d.createElement("label"), input = d.createElement("input"), said = d.createElement("span");
    p.className = "field attach";
    label.textContent = text;
    label.htmlFor = input.id = id;
    input.type = "file";
    input.accept = accept;
    said.className = "hint";
    said.setAttribute("role", "status");
    p.append(label, input, said);
    at(p);
    input.onchange = function () {
      if (!input.files.length) return;
      var body = new FormData();
      body.append("tep", input.files[0]);
      said.textContent = "Đang gửi tệp…";
      fetch("/bien-tap/tep/" + encodeURIComponent(ma), {
        method: "POST", body: body, headers: { accept: "application/json", "x-csrf-token": form.elements.csrf.value }
      }).then(function (answer) { return answer.json(); }).then(function (answer) {
        said.textContent = (answer.loi || []).join(" ");
        (answer.tep || []).forEach(function (file) { said.textContent += take(file, input.files[0].name); });
        input.value = "";
      }).catch(function () { said.textContent = "Không gửi được tệp. Thử lại, hoặc dùng trang Tệp đính kèm."; });
    };
  }
  function changed(box) { box.dispatchEvent(new Event("input", { bubbles: true })); }
  var files = d.getElementById("f-tep"), text = d.getElementById("than");
  if (files) chooser(function (p) { files.append(p); }, "them-tep", "Đính kèm tệp từ máy", "", function (file, name) {
    var free = Array.from(files.querySelectorAll("[name$='.duong_dan']")).find(function (box) { return !box.value; });
    if (!free) return "Đã nhận tệp " + file.duong_dan + ". Bấm Thêm dòng rồi điền đường dẫn này.";
    free.value = file.duong_dan;
    var title = form.elements[free.name.replace("duong_dan", "ten")];
    if (title && !title.value) title.value = name.replace(/\.[^.]*$/, "");
    changed(free);
    return "Đã đính kèm " + file.duong_dan + ".";
  });
  if (text) chooser(function (p) { text.closest(".field").after(p); }, "them-anh", "Chèn ảnh vào nội dung", "image/*", function (file) {
    if (!file.anh) return "Tệp này không phải ảnh. Đường dẫn: " + file.duong_dan + ".";
    var mark = "\n\n![Mô tả ảnh](" + file.duong_dan + ")\n\n";
    text.setRangeText(mark, text.selectionEnd, text.selectionEnd, "end");
    changed(text);
    return "Đã chèn ảnh. Thay chữ “Mô tả ảnh” bằng lời tả ảnh.";
  });

  // How much of the room of a field is used.
  form.querySelectorAll("[data-max]").forEach(function (box) {
    var max = +box.dataset.max;
    if (!(max > 0)) return;
    var out = d.createElement("p");
    out.className = "hint";
    box.after(out);
    function count() {
      var n = Array.from(box.value).length;
      out.textContent = n > max * 0.8 ? n + " / " + max + " ký tự" : "";
      out.hidden = !out.textContent;
    }
    box.addEventListener("input", count);
    count();
  });
})(document, window);
