// The page of all changes: those that need a person first.
import { attention, GROUPS, isOver } from "/attention.js";
import { databases } from "/databases.js";
import { fill, h } from "/dom.js";
import { bar, figures } from "/progress.js";
import { moment, number, tableOf } from "/text.js";
import { world } from "/world.js";

/** More of a group are not shown: the filter finds the others. */
const MOST_SHOWN = 200;

const STATES = ["CRASHED", "FAILED", "STOPPED", "PAUSED", "SWAPPED", "RUNNING", "QUEUED", "HELD", "COMPLETED", "ROLLED_BACK"];

/** Kept while other pages are shown. */
const filter = { text: "", state: "", database: "", over: false };

const filtered = () => filter.text !== "" || filter.state !== "" || filter.database !== "";

export const address = (key, id) => `#/changes/${encodeURIComponent(key)}/${encodeURIComponent(id)}`;

/** Builds the page; what it returns draws it anew. */
export function changesPage(main) {
  const strip = h("section", { "aria-label": "Databases" });
  const tools = h("form", { class: "tools", role: "search", "aria-label": "Filter", on: { submit: (e) => e.preventDefault() } });
  const list = h("div", {});
  const draw = () => {
    fill(strip, databases());
    fill(tools, toolbar(draw));
    fill(list, groups());
  };
  // On a small screen what needs a person shall be seen before the filter.
  const filtering = h("details", { class: "filter", open: matchMedia("(min-width: 40rem)").matches || filtered() },
    h("summary", {}, "Filter"), tools);
  fill(main, h("h1", { tabindex: -1, class: "unseen" }, "Changes"), strip, filtering, list);
  draw();
  return { draw, title: "Changes", close() {} };
}

function toolbar(draw) {
  const set = (name, read) => ({ [name === "text" ? "input" : "change"]: (e) => {
    filter[name] = read(e.target);
    draw();
  } });
  const value = (target) => target.value;
  const select = (name, label, all, options) => h("label", { key: name }, label + " ",
    h("select", { name, on: set(name, value) }, h("option", { value: "" }, all),
      options.map(([key, text]) => h("option", { value: key, selected: filter[name] === key }, text))));
  const over = [...world.databases.values()].flatMap((each) => each.changes).filter(isOver).length;
  return [
    h("label", { key: "text" }, "Find ", h("input", { name: "text", type: "search", value: filter.text,
      placeholder: "name, table, kind, number", on: set("text", value) })),
    select("state", "State", "all", STATES.map((state) => [state, state])),
    world.databases.size > 1
      ? select("database", "Database", "all", [...world.databases.values()].map((each) => [each.key, each.name])) : null,
    h("label", { key: "over", class: "check" },
      h("input", { name: "over", type: "checkbox", checked: filter.over, on: set("over", (target) => target.checked) }),
      ` Show those that are over (${number(over)})`),
  ];
}

function matches(key, change) {
  if (filter.database !== "" && filter.database !== key) return false;
  if (filter.state !== "" ? filter.state !== change.state : isOver(change) && !filter.over) return false;
  const text = [change.id, change.name, change.change, tableOf(change), ...(change.tables ?? []), change.state].join(" ");
  return text.toLowerCase().includes(filter.text.trim().toLowerCase());
}

function groups() {
  const all = [];
  let known = 0;
  for (const database of world.databases.values()) {
    const ids = new Set(database.changes.map((change) => change.id));
    for (const change of database.changes) {
      known += isOver(change) ? 0 : 1;
      // Parts are shown with the change that leads them, unless somebody looks for them.
      const hidden = change.partOf != null && ids.has(change.partOf) && filter.text === "";
      if (!hidden && matches(database.key, change)) {
        all.push({ database, change, says: attention(database.key, change) });
      }
    }
  }
  all.sort((a, b) => a.says.rank - b.says.rank || Date.parse(b.change.updatedAt) - Date.parse(a.change.updatedAt));
  const shown = GROUPS.map(([name, title]) => group(name, title, all.filter((each) => each.says.group === name)));
  return all.length > 0 ? shown : h("p", { class: "empty" }, nothing(known));
}

function nothing(known) {
  if (world.connected == null) return "Connecting …";
  if (filtered()) return "No change is like that.";
  return known === 0 ? "No change is open. Changes are begun by zdm-batch run and apply." : "";
}

function group(name, title, entries) {
  if (entries.length === 0) return null;
  const shown = entries.slice(0, MOST_SHOWN);
  return h("section", { key: name, class: "group " + name, "aria-labelledby": "group-" + name },
    h("h2", { id: "group-" + name }, `${title} `, h("span", { class: "count" }, number(entries.length))),
    h("ul", { class: "changes" }, shown.map(row)),
    entries.length > shown.length
      ? h("p", { class: "muted" }, `${number(entries.length - shown.length)} more: narrow them down by the filter.`) : null);
}

function row({ database, change, says }) {
  const next = says.grave === "calm" ? null : (change.error?.next ?? change.next);
  return h("li", { key: database.key + "/" + change.id, class: `row ${says.grave}${database.error == null ? "" : " old"}` },
    h("div", {}, h("p", { class: "state" }, change.state),
      change.direction === "rollback" && !isOver(change) ? h("p", { class: "small" }, "on the way back") : null,
      h("p", { class: "small muted" }, "moved ", moment(change.updatedAt)),
      database.error == null ? null : h("p", { class: "small" }, "as of ", moment(database.at))),
    h("div", { class: "what" },
      h("h3", {}, h("a", { href: address(database.key, change.id) }, change.name)),
      h("p", { class: "muted" }, `${change.id} · ${change.change} · ${tableOf(change)}`
        + (change.tables?.length > 1 ? ` and ${change.tables.length - 1} more` : "")
        + (change.partOf == null ? "" : ` · part of ${change.partOf}`)
        + (world.databases.size > 1 ? ` · ${database.name}` : ""))),
    h("div", { class: "far" }, change.phase == null ? null : h("span", { class: "phase" }, change.phase), bar(change),
      h("p", { class: "muted" }, figures(change))),
    h("div", { class: "why" },
      says.why === "" ? null : h("p", {}, says.why),
      next ? h("p", { class: "next" }, h("strong", {}, "Next: "), next) : null));
}
