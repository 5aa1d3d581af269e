// How far a change is: a bar, and the same in words.
import { h } from "/dom.js";
import { clock, duration, number, percent, utc } from "/text.js";

const done = (change) => ["SWAPPED", "COMPLETED"].includes(change.state);

/** The bar with its percent, or nothing where a change fills nothing. */
export function bar(change) {
  const part = share(change);
  if (part == null) return null;
  return h("div", { class: "bar" },
    h("progress", { max: 100, value: part.toFixed(1), "aria-label": `Backfill of change ${change.id}` }),
    h("span", { class: "percent" }, Math.floor(part) + " %"));
}

function share(change) {
  const fill = change.backfill;
  // What was filled is gone.
  if (change.state === "ROLLED_BACK") return null;
  if (fill?.rowsTotal == null || (fill.rowsTotal === 0 && !fill.chunks)) return null;
  return done(change) ? 100 : percent(fill.rowsDone, fill.rowsTotal);
}

/** "1,200 of about 5,000 rows · 300 rows/s · 13 s left, about 03:12:10". */
export function figures(change) {
  const fill = change.backfill;
  if (share(change) == null) return null;
  const parts = [`${number(fill.rowsDone)} of ${done(change) || fill.rowsDone >= fill.rowsTotal ? "" : "about "}${number(fill.rowsTotal)} rows`];
  if (change.state === "RUNNING" && fill.rowsPerSecond != null) parts.push(number(fill.rowsPerSecond) + " rows/s");
  const text = parts.join(" · ");
  if (change.state !== "RUNNING" || !(fill.etaSeconds > 0)) return h("span", {}, text);
  const end = new Date(Date.now() + fill.etaSeconds * 1000).toISOString();
  return h("span", {}, text + ` · ${duration(fill.etaSeconds)} left, `,
    h("time", { datetime: end, title: utc(end) }, "about " + clock(end)));
}

/** The partitions of a change: what each worker's slice of the key space has done. */
export function partitions(change) {
  const all = change.partitions ?? [];
  if (all.length === 0) return null;
  const ended = all.filter((each) => each.state === "done").length;
  const table = h("table", { class: "partitions" },
    h("thead", {}, h("tr", {}, ["Partition", "Done", "Rows", "Chunks", "Worker"].map((title) => h("th", { scope: "col" }, title)))),
    h("tbody", {}, all.map(partition)));
  return h("details", { key: "partitions", open: all.length <= 8 },
    h("summary", {}, `Partitions: ${ended} of ${all.length} done`),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Partitions" }, table));
}

function partition(each) {
  const part = percent(each.rowsDone, each.rowsTotal);
  return h("tr", { key: each.name },
    h("th", { scope: "row" }, each.name),
    h("td", {}, part == null ? "–" : h("div", { class: "bar" },
      h("progress", { max: 100, value: part.toFixed(1), "aria-label": "Partition " + each.name }),
      h("span", { class: "percent" }, Math.floor(part) + " %"))),
    h("td", { class: "figure" }, `${number(each.rowsDone)} of ${number(each.rowsTotal)}`),
    h("td", { class: "figure" }, number(each.chunks)),
    h("td", { class: each.state === "failed" ? "bad-text" : "" }, each.state ?? ""));
}
