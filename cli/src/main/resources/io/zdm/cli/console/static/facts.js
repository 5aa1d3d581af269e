// What is known of a change beside its progress: facts, problems, parts, tuning, history.
import { address } from "/changes.js";
import { fill, h } from "/dom.js";
import { bar } from "/progress.js";
import { ago, moment, number } from "/text.js";

const MOST_TABLES = 8;

export function facts(change) {
  const swap = change.swap ?? {};
  const owner = change.owner;
  const rows = [
    ["Kind", change.change],
    [change.tables?.length > 1 ? `Tables (${change.tables.length})` : "Table", tables(change)],
    ["Goes", change.direction === "rollback" ? "back" : `forward, until ${change.until}`],
    ["Held until", change.heldUntil == null ? null : moment(change.heldUntil)],
    ["Begun", moment(change.createdAt)],
    ["Last moved", [moment(change.updatedAt), ` (${ago(change.updatedAt)})`]],
    ["Swapped", change.swappedAt == null ? null : [moment(change.swappedAt),
      swap.attempts == null ? "" : `, at attempt ${swap.attempts}`,
      swap.lockHeldMillis == null ? "" : `, ${number(swap.lockHeldMillis, 1)} ms under the lock`]],
    ["Owner", owner == null ? null : [`process ${owner.pid} on ${owner.host}, heard of `, moment(owner.heartbeatAt),
      ` (${ago(owner.heartbeatAt)})`]],
    ["Chunks", change.backfill?.chunks == null ? null : number(change.backfill.chunks)],
  ];
  return h("dl", { class: "facts" }, rows.filter(([, value]) => value != null).map(([name, value]) =>
    h("div", { key: name }, h("dt", {}, name), h("dd", {}, value))));
}

function tables(change) {
  const all = change.tables ?? [];
  const few = all.slice(0, MOST_TABLES).join(", ");
  if (all.length <= MOST_TABLES) return few;
  return h("details", {}, h("summary", {}, `${few}, …`), all.slice(MOST_TABLES).join(", "));
}

export function problems(change) {
  return (change.problems ?? []).map((each) => h("div", { class: "problem" },
    h("p", {}, h("strong", {}, each.code), ` ${each.object}: ${each.message}`),
    h("p", {}, h("strong", {}, "Next: "), each.fix)));
}

/** The changes that this one leads. */
export function parts(key, all) {
  if (all.length === 0) return null;
  return h("details", { key: "parts", open: true }, h("summary", {}, `Parts: ${all.length}`),
    h("ul", { class: "parts" }, all.map((part) => h("li", { key: part.id },
      h("a", { href: address(key, part.id) }, part.name), ` (${part.id}) `, h("strong", {}, part.state), bar(part)))));
}

export function tuning(options) {
  return h("dl", { class: "facts tuning" }, Object.entries(options).map(([name, value]) =>
    h("div", { key: name }, h("dt", {}, h("code", {}, name)), h("dd", {}, value ?? "–"))));
}

const HISTORY = [
  ["When", (each) => moment(each.at)],
  ["What", (each) => each.event],
  ["State", (each) => (each.from === each.to ? (each.to ?? "") : `${each.from ?? "–"} → ${each.to ?? "–"}`)],
  ["Phase", (each) => each.phase ?? ""],
  ["Why", (each) => each.reason ?? ""],
  ["By", (each) => [each.byRole, each.byClient].filter(Boolean).join(", ")],
];

export function drawHistory(into, entries) {
  fill(into, table("History", HISTORY, entries));
}

/** A table that can be scrolled by keyboard where it does not fit. Columns are `[title, (entry) => content]`. */
export function table(label, columns, entries) {
  if (entries.length === 0) return h("p", { class: "muted" }, "Nothing yet.");
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    h("table", {},
      h("thead", {}, h("tr", {}, columns.map(([title]) => h("th", { scope: "col" }, title)))),
      h("tbody", {}, entries.map((each) => h("tr", {}, columns.map(([, content]) => h("td", {}, content(each))))))));
}
