// The phases of a change as a timeline: a table whose last column draws when each of them was.
import { h } from "/dom.js";
import { duration, moment } from "/text.js";

/** @param all `[{phase, startedAt, endedAt, outcome}]`, oldest first */
export function phases(all) {
  if (all.length === 0) return h("p", { class: "muted" }, "No phase has begun.");
  const from = Math.min(...all.map((each) => Date.parse(each.startedAt)));
  const now = Date.now();
  const to = Math.max(from + 1, ...all.map((each) => ended(each, now)));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Phases" },
    h("table", { class: "phases" },
      h("thead", {}, h("tr", {}, ["Phase", "Began", "Took", "Outcome"].map((title) => h("th", { scope: "col" }, title)),
        h("td", { class: "when" }))),
      h("tbody", {}, all.map((each, i) => h("tr", { key: i },
        h("th", { scope: "row" }, each.phase),
        h("td", {}, moment(each.startedAt)),
        h("td", { class: "figure" }, duration((ended(each, now) - Date.parse(each.startedAt)) / 1000),
          each.endedAt == null ? " so far" : ""),
        h("td", { class: good(each) ? "" : "bad-text" }, each.outcome ?? "at work"),
        h("td", { class: "when" }, line(each, from, to, now)))))));
}

const ended = (each, now) => (each.endedAt == null ? now : Date.parse(each.endedAt));

const good = (each) => each.endedAt == null || /^(done|completed|ok|swapped|reached)/i.test(each.outcome ?? "done");

/** The words beside it say the same. */
function line(each, from, to, now) {
  const share = (time) => (100 * (time - from)) / (to - from);
  const x = share(Date.parse(each.startedAt));
  const width = Math.max(0.6, share(ended(each, now)) - x);
  return h("svg", { class: "track", "aria-hidden": "true", width: "100%", height: 14 },
    h("line", { x1: 0, x2: "100%", y1: 7, y2: 7 }),
    h("rect", { class: good(each) ? "span" : "span cut", x: Math.min(x, 99.4).toFixed(2) + "%", y: 2, width: width.toFixed(2) + "%", height: 10 }));
}
