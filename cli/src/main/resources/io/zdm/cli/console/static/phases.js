// The phases of a change as a timeline: a table whose last column draws when each of them was.
import { h } from "/dom.js";
import { duration, moment } from "/text.js";

const BAD = new Set(["STOPPED", "FAILED", "CRASHED"]);

/**
 * When which phase was worked on, from what is noted of the change.
 *
 * @param history newest first, as the server gives it
 * @param change as it is now
 * @returns `[{phase, from, to, outcome, good}]`, oldest first; `to` is null for what is at work
 */
export function spansOf(history, change) {
  const spans = [];
  let open = null;
  const end = (to, outcome, good) => {
    if (open) spans.push({ ...open, to, outcome, good });
    open = null;
  };
  for (const each of [...history].reverse()) {
    if (each.event === "begun") {
      // A run that ended without a word: nobody knows when.
      end(each.at, "CRASHED", false);
    } else if (each.event === "phase") {
      end(each.at, "done", true);
      open = { phase: each.phase, from: each.at };
    } else if (each.event === "ended") {
      const bad = BAD.has(each.to);
      end(each.at, bad ? each.to : "done", !bad);
    }
  }
  if (change.state === "CRASHED") {
    end(change.owner?.heartbeatAt ?? change.updatedAt, "CRASHED", false);
  } else {
    end(null, "at work", true);
  }
  return spans;
}

export function phases(all) {
  if (all.length === 0) return h("p", { class: "muted" }, "No phase has begun.");
  const now = Date.now();
  const start = Math.min(...all.map((each) => Date.parse(each.from)));
  const stop = Math.max(start + 1, ...all.map((each) => ended(each, now)));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Phases" },
    h("table", { class: "timeline" },
      h("thead", {}, h("tr", {}, ["Phase", "Began", "Took", "Outcome"].map((title) => h("th", { scope: "col" }, title)),
        h("td", { class: "when" }))),
      h("tbody", {}, all.map((each, i) => h("tr", { key: i },
        h("th", { scope: "row" }, each.phase),
        h("td", {}, moment(each.from)),
        h("td", { class: "figure" }, duration((ended(each, now) - Date.parse(each.from)) / 1000), each.to == null ? " so far" : ""),
        h("td", { class: each.good ? "" : "bad-text" }, each.outcome),
        h("td", { class: "when" }, line(each, start, stop, now)))))));
}

const ended = (each, now) => (each.to == null ? now : Date.parse(each.to));

/** The words beside it say the same. */
function line(each, start, stop, now) {
  const share = (time) => (100 * (time - start)) / (stop - start);
  const x = Math.min(99.4, share(Date.parse(each.from)));
  const width = Math.min(100 - x, Math.max(0.6, share(ended(each, now)) - x));
  return h("svg", { class: "track", "aria-hidden": "true", width: "100%", height: 14 },
    h("line", { x1: 0, x2: "100%", y1: 7, y2: 7 }),
    h("rect", { class: each.good ? "span" : "span cut", x: x.toFixed(2) + "%", y: 2, width: width.toFixed(2) + "%", height: 10 }));
}
