// Rows per second and chunk time over time, drawn by uPlot. What matters of them stands below in words, too.
import { fill, h } from "/dom.js";
import { spans } from "/series.js";
import { duration, number } from "/text.js";

const HEIGHT = 170;

const CHARTS = [
  { name: "rate", title: "Rows per second", lines: [["rows/s", "rate", "--step"]],
    words: (s) => `${number(s.rate.at(-1))} rows/s at last, ${number(Math.max(...s.rate))} at most; each point is ${duration(s.length)}.` },
  { name: "time", title: "Chunk time, ms", lines: [["chunk", "mean", "--step"], ["wait before it", "wait", "--wait"]],
    words: (s) => `${number(last(s.mean))} ms at last, after a wait of ${number(last(s.wait))} ms; means of ${duration(s.length)}.` },
];

const last = (values) => values.findLast((value) => value != null);

/** Draws into the element, now and after each `set`, until `close`. */
export function charts(into) {
  const figures = CHARTS.map((chart) => {
    const canvas = h("div", { class: "canvas" });
    const words = h("p", { class: "muted" });
    return { ...chart, canvas, words_: words, plot: null,
      figure: h("figure", { "data-chart": chart.name }, h("figcaption", {}, chart.title), canvas, words) };
  });
  let series = null;
  let resize = null;

  const draw = () => {
    for (const each of figures) {
      each.plot?.destroy();
      each.plot = plot(each, series);
    }
  };

  function set(chunks) {
    const next = spans(chunks);
    if (next.at.length < 2) {
      fill(into, h("p", { class: "muted" }, "No chunks are known yet, or no longer: there is nothing to draw."));
      series = null;
      return;
    }
    const shown = series != null;
    series = next;
    if (!shown) {
      into.replaceChildren(...figures.map((each) => each.figure));
      draw();
    } else {
      for (const each of figures) each.plot.setData(data(each, series));
    }
    for (const each of figures) each.words_.textContent = each.words(series);
  }

  const sizes = new ResizeObserver(() => {
    clearTimeout(resize);
    resize = setTimeout(() => {
      for (const each of figures) each.plot?.setSize({ width: each.canvas.clientWidth, height: HEIGHT });
    }, 50);
  });
  sizes.observe(into);
  const repaint = () => series && draw();
  document.addEventListener("theme", repaint);

  return {
    set,
    close() {
      sizes.disconnect();
      clearTimeout(resize);
      document.removeEventListener("theme", repaint);
      for (const each of figures) each.plot?.destroy();
    },
  };
}

const data = (chart, series) => [series.at, ...chart.lines.map(([, key]) => series[key])];

function plot(chart, series) {
  const css = getComputedStyle(document.documentElement);
  const color = (name) => css.getPropertyValue(name).trim();
  const font = "12px system-ui, sans-serif";
  const axis = { stroke: color("--ink"), font, grid: { stroke: color("--grid"), width: 1 }, ticks: { stroke: color("--grid"), width: 1 } };
  return new uPlot({
    width: chart.canvas.clientWidth || 320,
    height: HEIGHT,
    scales: { y: { range: (_, low, high) => [0, high > 0 ? high * 1.08 : 1] } },
    axes: [{ ...axis, values: TIMES }, { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => number(tick, 1)) }],
    cursor: { sync: { key: "chunks" }, drag: { x: true, y: false } },
    series: [
      { label: "at", value: (_, at) => (at == null ? "–" : new Date(at * 1000).toLocaleTimeString("en-GB")) },
      ...chart.lines.map(([label, , stroke], i) => ({ label, stroke: color(stroke), width: 1.5, dash: i > 0 ? [4, 3] : undefined,
        points: { show: false }, value: (_, value) => number(value, 1) })),
    ],
  }, data(chart, series), chart.canvas);
}

/** uPlot's own are in twelve hours. Each: the span from which it holds, the text, and where a larger unit begins. */
const TIMES = [
  [86400, "{YYYY}-{MM}-{DD}", null, null, null, null, null, null, 1],
  [3600, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
  [60, "{HH}:{mm}", null, null, null, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1],
];
