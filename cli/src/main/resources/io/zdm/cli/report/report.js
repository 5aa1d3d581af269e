// Draws the figures that the page holds. All it says stands in the tables, too.
drawn((css) => {
  const runs = JSON.parse(document.getElementById("runs").textContent);
  const colors = [css("--step"), css("--wait")];
  const plain = (value) => (value == null ? "–" : value.toLocaleString("en", { maximumFractionDigits: 1 }));
  const mega = (values) => (values || []).map((v) => (v == null ? null : v / 1048576));
  // Of the first and of the last span of time not all was worked in; older reports do not say.
  const rate = (chunks, phase) => chunks.rows.map((rows, i) => {
    const seconds = chunks.seconds ? chunks.seconds[i] : chunks.spanSeconds;
    return chunks.phase[i] === phase && seconds > 0 ? rows / seconds : null;
  });
  const rates = (phase) => (run) => ({ title: `Rows per second of ${phase}, by the clock`, x: run.chunks.at,
    lines: [["rows/s", rate(run.chunks, phase)]] });
  const charts = {
    rate: rates("backfill"),
    verify: rates("verify"),
    time: (r) => ({ title: "Chunk time, ms", x: r.chunks.at,
      lines: [["mean", r.chunks.meanMillis], ["longest", r.chunks.maxMillis]] }),
    size: (r) => ({ title: "Table and indexes, MB", x: r.samples.at, lines: [["MB", mega(r.samples.bytes)]] }),
    wal: (r) => ({ title: "WAL of the server, MB", x: r.samples.at, lines: [["MB", mega(r.samples.wal)]] }),
    lag: (r) => ({ title: "Furthest standby behind, s", x: r.samples.at, lines: [["s", r.samples.lag || []]] }),
  };
  // A walk that ends and another that begins may fall into one span of time: uPlot wants each x once. What has no figure at
  // all is left out, so that a walk has all the room.
  const once = (chart) => {
    const lines = chart.lines.map(() => new Map());
    const at = new Set();
    (chart.x || []).forEach((x, i) => chart.lines.forEach((line, n) => {
      if (line[1][i] != null) {
        at.add(x);
        lines[n].set(x, line[1][i]);
      }
    }));
    const sorted = [...at].sort((a, b) => a - b);
    return [sorted, ...lines.map((line) => sorted.map((x) => line.get(x) ?? null))];
  };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[figure.dataset.chart](runs[Number(figure.dataset.run)]);
    const data = once(chart);
    if (data[0].length < 2) continue;
    const axis = { stroke: css("--ink"), grid: { stroke: css("--line"), width: 1 },
      ticks: { stroke: css("--line"), width: 1 } };
    new uPlot({
      title: chart.title,
      width: Math.max(280, Math.min(480, document.body.clientWidth - 48)),
      height: 220,
      scales: { x: { time: false }, y: { range: (_, least, most) => [Math.min(0, least), most > 0 ? most * 1.1 : 1] } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((t) => plain(t) + " s") },
        { ...axis, size: 70, values: (_, ticks) => ticks.map(plain) }],
      series: [{ label: "at", value: (_, v) => plain(v) + " s" },
        ...chart.lines.map((line, i) => ({ label: line[0], stroke: colors[i], width: 1.5, value: (_, v) => plain(v) }))],
    }, data, figure);
  }
});
