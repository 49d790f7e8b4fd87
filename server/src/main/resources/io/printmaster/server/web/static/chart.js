// Draws a device's history (the total counter, and the levels of its supplies) or whatever charts the answer names. The
// numbers come as JSON; the table below the chart holds the same for those who do not see it.
"use strict";
(function () {
  const place = document.getElementById("chart");
  if (!place || !window.uPlot) return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let data = null;
  let charts = [];

  function color(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // Told apart by dashes too, not only by colour.
  const dashes = [[], [6, 3], [2, 3], [10, 3, 2, 3], [8, 2, 2, 2, 2, 2]];
  const others = ["--accent", "--ok", "--warn", "--bad", "--muted"];

  function stroke(name, at) {
    for (const known of ["black", "cyan", "magenta", "yellow"]) {
      if (name.startsWith(known)) return color("--" + known);
    }
    return color(others[at % others.length]);
  }

  const format = new Intl.DateTimeFormat(undefined, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });

  function when(self, seconds) {
    return seconds === null || seconds === undefined ? "" : format.format(new Date(seconds * 1000));
  }

  // Amounts are compared by their height: their scale begins at zero.
  function fromZero(self, min, max) {
    return [0, Math.max(1, max * 1.05)];
  }

  function draw(label, unit, series, range) {
    const axis = { stroke: color("--muted"), grid: { stroke: color("--line"), width: 1 }, ticks: { stroke: color("--line"), width: 1 } };
    const lines = series.map(function (one, at) {
      return {
        label: one.label,
        stroke: stroke(one.name, at),
        width: 2,
        dash: dashes[at % dashes.length],
        spanGaps: true,
        points: { show: data.times.length < 2 },
        value: function (self, value, series, at) {
          if (at === null || at === undefined) return "";
          return value === null || value === undefined ? "not told" : value.toLocaleString() + " " + unit;
        },
      };
    });
    const size = Math.max(60, 14 + 8 * Math.max.apply(null, series.map(function (one) {
      return Math.max.apply(null, one.values.map(function (value) { return value === null ? 1 : value.toLocaleString().length; }));
    })));
    const options = {
      title: label,
      width: Math.max(240, place.clientWidth),
      height: 230,
      scales: { y: range ? { range: range } : {} },
      axes: [axis, Object.assign({ size: size, values: function (self, ticks) {
        return ticks.map(function (tick) { return tick.toLocaleString(); });
      } }, axis)],
      series: [{ label: "When", value: when }].concat(lines),
    };
    charts.push(new window.uPlot(options, [data.times].concat(series.map(function (one) { return one.values; })), place));
  }

  function drawAll() {
    charts.forEach(function (chart) { chart.destroy(); });
    charts = [];
    if (data === null || data.times.length === 0) return;
    if (data.charts) {
      data.charts.forEach(function (chart) { draw(chart.label, chart.unit, chart.series, fromZero); });
      return;
    }
    const counters = data.counters.filter(function (one) { return one.name === "total"; });
    const shown = counters.length > 0 ? counters : data.counters.slice(0, 3);
    if (shown.length > 0) draw("Counter (" + data.unit + ")", data.unit, shown, null);
    if (data.levels.length > 0) draw("Supplies (%)", "%", data.levels, [0, 100]);
  }

  fetch(place.dataset.history, { headers: { Accept: "application/json" }, credentials: "same-origin" })
    .then(function (answer) {
      if (!answer.ok) throw new Error("status " + answer.status);
      return answer.json();
    })
    .then(function (body) {
      data = body;
      drawAll();
    })
    .catch(function () {
      place.textContent = "The chart could not be loaded; reload the page to try again.";
    });

  dark.addEventListener("change", drawAll);
  let waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(drawAll, 200);
  });
})();
