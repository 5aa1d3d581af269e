// One chart for each run; both on the same scale of latencies, or they could not be compared.
drawn((css) => {
  const felt = JSON.parse(document.getElementById("runs").textContent);
  const most = Math.max(10, ...felt.flatMap((f) => f.longest));
  const plain = (value) => value.toLocaleString("en", { maximumFractionDigits: 1 });
  const axis = { stroke: css("--ink"), grid: { stroke: css("--line"), width: 1 } };
  document.querySelectorAll("figure[data-felt]").forEach((figure) => {
    const run = felt[Number(figure.dataset.felt)];
    const at = run.longest.map((_, i) => (i * run.seconds) / run.longest.length);
    new uPlot({
      width: Math.max(280, Math.min(920, document.body.clientWidth - 48)),
      height: 240,
      scales: { x: { time: false }, y: { distr: 3, range: [1, most * 1.2] } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => plain(t) + " s") },
        { ...axis, size: 80, values: (_, ticks) => ticks.map((t) => (t == null ? "" : plain(t) + " ms")) }],
      series: [{ label: "at", value: (_, v) => (v == null ? "–" : plain(v) + " s") },
        { label: "longest", stroke: css("--step"), width: 1.5, value: (_, v) => (v == null ? "–" : plain(v) + " ms") },
        { label: "while the table changes", stroke: css("--wait"), width: 4, value: (_, v) => (v == null ? "no" : "yes") }],
    }, [at, run.longest.map((v) => (v > 0 ? Math.max(1, v) : null)),
      at.map((t) => (t >= run.began && t <= run.ended ? 1.05 : null))], figure);
  });
});
