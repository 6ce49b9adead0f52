(function () {
  "use strict";
  var root = document.documentElement;
  var media = window.matchMedia("(prefers-color-scheme: dark)");
  var button = document.querySelector(".theme");

  function stored() {
    try { return localStorage.getItem("sluice-theme"); } catch (e) { return null; }
  }
  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : media.matches;
  }
  function label() {
    button.textContent = dark() ? "Light colours" : "Dark colours";
  }
  if (/[?&]theme=(dark|light)/.test(location.search)) {
    root.setAttribute("data-theme", RegExp.$1);
  } else if (stored()) {
    root.setAttribute("data-theme", stored());
  }
  button.hidden = false;
  label();
  button.addEventListener("click", function () {
    var next = dark() ? "light" : "dark";
    root.setAttribute("data-theme", next);
    try { localStorage.setItem("sluice-theme", next); } catch (e) { /* a page without storage */ }
    label();
  });
  media.addEventListener("change", label);

  document.querySelectorAll("table.sortable").forEach(function (table) {
    var heads = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(heads, function (head, column) {
      var press = document.createElement("button");
      press.type = "button";
      while (head.firstChild) { press.appendChild(head.firstChild); }
      head.appendChild(press);
      head.setAttribute("aria-sort", "none");
      press.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort");
        var numeric = head.classList.contains("num");
        var next = now === "none" ? (numeric ? "descending" : "ascending")
          : now === "ascending" ? "descending" : "ascending";
        Array.prototype.forEach.call(heads, function (h) { h.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", next);
        sort(table, column, numeric, next === "ascending" ? 1 : -1);
      });
    });
  });

  function key(row, column, numeric) {
    var cell = row.cells[column];
    if (!numeric) { return cell.textContent.trim(); }
    var text = cell.getAttribute("data-value");
    return !text || isNaN(Number(text)) ? null : Number(text);
  }
  function sort(table, column, numeric, direction) {
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, place: place, key: key(row, column, numeric) };
    });
    rows.sort(function (a, b) {
      if (a.key === null || b.key === null) { return (a.key === null) - (b.key === null) || a.place - b.place; }
      var order = numeric ? a.key - b.key : a.key.localeCompare(b.key, "en", { numeric: true });
      return direction * order || a.place - b.place;
    });
    rows.forEach(function (r) { body.appendChild(r.row); });
  }

  var narrow = window.matchMedia("(max-width: 62rem)");
  var contents = document.querySelector("nav.parts details");
  function fit() { contents.open = !narrow.matches; }
  fit();
  narrow.addEventListener("change", fit);

  // what a link or the address names is opened, with all that it is folded in
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    if (target.matches("section")) { target = target.querySelector("details.fold") || target; }
    for (var fold = target; fold; fold = fold.parentElement) {
      if (fold.tagName === "DETAILS") { fold.open = true; }
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  document.querySelectorAll("nav.parts a").forEach(function (link) {
    link.addEventListener("click", function () {
      if (narrow.matches) { contents.open = false; }
      if (link.hash === location.hash) { reveal(); }
    });
  });
  reveal();

  var links = {};
  document.querySelectorAll("nav.parts a").forEach(function (a) { links[a.hash.slice(1)] = a; });
  var seen = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
      links[entry.target.id].setAttribute("aria-current", "true");
    });
  }, { rootMargin: "-20% 0px -75% 0px" });
  document.querySelectorAll("section.part").forEach(function (part) { seen.observe(part); });

  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("main details").forEach(function (d) { d.open = true; });
  });
})();
