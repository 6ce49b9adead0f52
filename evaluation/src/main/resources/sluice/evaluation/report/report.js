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
    draw();
  });
  media.addEventListener("change", function () { label(); draw(); });

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

  var data = document.getElementById("charts");
  var drawn = [];
  function colour(name) { return getComputedStyle(root).getPropertyValue(name).trim(); }
  function option(chart) {
    var stacked = chart.kind === "STACKED_BAR";
    var lying = stacked || chart.kind === "HORIZONTAL_BAR";
    var soft = colour("--soft");
    var many = chart.series.length > 1;
    var names = {
      type: "category", data: chart.categories, inverse: lying,
      axisLabel: { color: soft, hideOverlap: !lying, width: lying ? Math.min(220, root.clientWidth / 3) : undefined, overflow: lying ? "truncate" : undefined, interval: lying ? 0 : "auto" },
      axisLine: { lineStyle: { color: colour("--line") } }, axisTick: { show: false },
      name: lying ? "" : chart.x, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: soft }
    };
    var values = {
      type: "value", max: stacked && chart.y === "per cent" ? 100 : undefined, axisLabel: { color: soft, hideOverlap: true }, splitLine: { lineStyle: { color: colour("--line") } },
      name: chart.y, nameLocation: lying ? "middle" : "end", nameGap: lying ? 28 : 12,
      nameTextStyle: { color: soft, align: lying ? "center" : "left" }
    };
    return {
      animation: false, backgroundColor: "transparent",
      color: ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6", "--c7", "--c8"].map(colour),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("--ink") },
      grid: { left: 16, right: 18, top: many ? 44 : 34, bottom: lying ? 34 : 40, containLabel: true },
      legend: many ? { type: "scroll", top: 0, textStyle: { color: colour("--ink") } } : undefined,
      tooltip: { trigger: "axis", confine: true, backgroundColor: colour("--card"), borderColor: colour("--line"), textStyle: { color: colour("--ink") } },
      xAxis: lying ? values : names, yAxis: lying ? names : values,
      series: chart.series.map(function (s) {
        return { name: s.name, type: chart.kind === "LINE" ? "line" : "bar", data: s.values, barMaxWidth: 34,
          stack: stacked ? "all" : undefined,
          showSymbol: s.values.length < 30, itemStyle: { borderRadius: stacked || chart.kind === "LINE" ? 0 : (lying ? [0, 4, 4, 0] : [4, 4, 0, 0]) } };
      })
    };
  }
  function draw() {
    if (!data || !window.echarts) { return; }
    drawn.forEach(function (c) { c.dispose(); });
    drawn = JSON.parse(data.textContent).map(function (chart) {
      var place = document.getElementById(chart.id);
      if (chart.kind === "HORIZONTAL_BAR" || chart.kind === "STACKED_BAR") {
        var rows = chart.kind === "HORIZONTAL_BAR" && chart.series.length > 1 ? 40 : 26;
        place.style.height = Math.max(180, 90 + chart.categories.length * rows) + "px";
      }
      var drawing = echarts.init(place, null, { renderer: "svg" });
      drawing.setOption(option(chart));
      return drawing;
    });
  }
  window.addEventListener("resize", function () { drawn.forEach(function (c) { c.resize(); }); });
  draw();
})();
