"use strict";
// Draws the figures that the page holds. All it says stands in the tables, too.
(() => {
  const runs = JSON.parse(document.getElementById("runs").textContent);
  const css = getComputedStyle(document.documentElement);
  const ink = css.getPropertyValue("--ink").trim();
  const grid = css.getPropertyValue("--line").trim();
  const colors = [css.getPropertyValue("--step").trim(), css.getPropertyValue("--wait").trim()];
  const plain = (value) => (value == null ? "–" : value.toLocaleString("en", { maximumFractionDigits: 1 }));
  const mega = (values) => (values || []).map((v) => (v == null ? null : v / 1048576));
  // Of the first and of the last span of time not all was worked in; older reports do not say.
  const rate = (chunks, i) => {
    const seconds = chunks.seconds ? chunks.seconds[i] : chunks.spanSeconds;
    return seconds > 0 ? chunks.rows[i] / seconds : null;
  };
  const phases = (run) => [...new Set(run.chunks.phase)];
  const of = (run, phase, figure) =>
    run.chunks.phase.map((p, i) => (p === phase ? figure(run.chunks, i) : null));
  const charts = {
    rate: (r) => ({ title: "Rows per second, by the clock", x: r.chunks.at,
      lines: phases(r).map((phase) => [phase, of(r, phase, rate)]) }),
    time: (r) => ({ title: "Chunk time, ms", x: r.chunks.at,
      lines: [["mean", r.chunks.meanMillis], ["longest", r.chunks.maxMillis]] }),
    size: (r) => ({ title: "Table and indexes, MB", x: r.samples.at, lines: [["MB", mega(r.samples.bytes)]] }),
    wal: (r) => ({ title: "WAL of the server, MB", x: r.samples.at, lines: [["MB", mega(r.samples.wal)]] }),
    lag: (r) => ({ title: "Furthest standby behind, s", x: r.samples.at, lines: [["s", r.samples.lag]] }),
  };
  // A walk that ends and another that begins may fall into one span of time: uPlot wants each x once.
  const once = (chart) => {
    const at = [...new Set(chart.x)];
    const lines = chart.lines.map((line) => {
      const seen = new Map();
      chart.x.forEach((x, i) => { if (line[1][i] != null) seen.set(x, line[1][i]); });
      return at.map((x) => (seen.has(x) ? seen.get(x) : null));
    });
    return [at, ...lines];
  };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[figure.dataset.chart](runs[Number(figure.dataset.run)]);
    if (!chart.x || chart.x.length < 2 || chart.lines.every((line) => line[1].every((v) => v == null))) continue;
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
    new uPlot({
      title: chart.title,
      width: Math.max(320, Math.min(480, document.body.clientWidth - 48)),
      height: 220,
      scales: { x: { time: false } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => plain(t) + " s") },
        { ...axis, size: 70, values: (_, ticks) => ticks.map(plain) }],
      series: [{ label: "at", value: (_, v) => plain(v) + " s" },
        ...chart.lines.map((line, i) => ({ label: line[0], stroke: colors[i], width: 1.5, value: (_, v) => plain(v) }))],
    }, once(chart), figure);
  }
})();
