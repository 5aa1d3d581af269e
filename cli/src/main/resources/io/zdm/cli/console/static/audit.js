// Who did what in this console.
import { fill, h } from "/dom.js";
import { table } from "/facts.js";
import { moment } from "/text.js";
import { world } from "/world.js";

const COLUMNS = [
  ["When", (each) => moment(each.at)],
  ["Who", (each) => `${each.user} from ${each.address}`],
  ["Did", (each) => each.action],
  ["With", (each) => Object.entries(each.options ?? {}).map(([name, value]) => `${name}=${value}`).join(" ")],
  ["Where", (each) => [world.databases.get(each.database)?.name ?? each.database, each.change == null ? null : "change " + each.change].filter(Boolean).join(", ")],
  ["Outcome", (each) => h("span", { class: /fail|refus|wrong|denied/.test(each.outcome) ? "bad-text" : "" }, each.outcome)],
  ["Detail", (each) => each.detail ?? ""],
];

export function auditPage(main) {
  const list = h("div", {});
  fill(main, h("h1", { tabindex: -1 }, "Audit"),
    h("p", { class: "muted" }, "Who did what in this console, newest first: the last 200 entries."), list);
  const page = { title: "Audit", close() {}, draw: () => fill(list, table("Audit", COLUMNS, world.audit)) };
  page.draw();
  return page;
}
