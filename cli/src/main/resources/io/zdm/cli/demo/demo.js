"use strict";
// One chart for each run; both on the same scales, or they could not be compared.
(() => {
  const felt = JSON.parse(document.getElementById("runs").textContent);
  const css = getComputedStyle(document.documentElement);
  const color = (name) => css.getPropertyValue(name).trim();
  const most = Math.max(10, ...felt.flatMap((f) => f.longest));
  const axis = { stroke: color("--ink"), grid: { stroke: color("--line"), width: 1 } };
  document.querySelectorAll("figure[data-felt]").forEach((figure) => {
    const run = felt[Number(figure.dataset.felt)];
    const at = run.longest.map((_, i) => (i * run.seconds) / run.longest.length);
    new uPlot({
      width: Math.max(320, Math.min(920, document.body.clientWidth - 48)),
      height: 240,
      scales: { x: { time: false }, y: { distr: 3, range: [1, most * 1.2] } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => t + " s") },
        { ...axis, size: 80, values: (_, ticks) => ticks.map((t) => (t == null ? "" : t + " ms")) }],
      series: [{ label: "at" }, { label: "longest, ms", stroke: color("--step"), width: 1.5 },
        { label: "while the table changes", stroke: color("--wait"), width: 4 }],
    }, [at, run.longest.map((v) => (v > 0 ? Math.max(1, v) : null)),
      at.map((t) => (t >= run.began && t <= run.ended ? 1.05 : null))], figure);
  });
})();
