// The page of one change.
import { actionButtons } from "/actions.js";
import { get, pathOf, Problem } from "/api.js";
import { attention, isOver } from "/attention.js";
import { charts } from "/charts.js";
import { drawCommandsOf } from "/commands.js";
import { fill, h } from "/dom.js";
import { drawHistory, facts, parts, problems, tuning } from "/facts.js";
import { atMost } from "/later.js";
import { phases, spansOf } from "/phases.js";
import { bar, figures, partitions } from "/progress.js";
import { runbook } from "/runbook.js";
import { withLive } from "/series.js";
import { find, world } from "/world.js";

const NO_CHUNKS = { at: [], rows: [], millis: [], waitMillis: [] };

const section = (title, ...content) => h("section", {}, h("h2", {}, title), ...content);

/** Shown when it is opened; `wanted` is called then. */
function behind(title, content, wanted) {
  return h("details", { class: "behind", on: { toggle: (e) => e.target.open && wanted?.() } },
    h("summary", {}, h("h2", {}, title)), content);
}

export function changePage(main, key, id) {
  const into = Object.fromEntries(["head", "now", "actions", "commands", "progress", "charts", "phases", "tuning", "history", "log"]
    .map((name) => [name, h("div", { class: name })]));
  const logged = behind("Log of this console's commands", into.log, () => log());
  const tuned = behind("Tuning", into.tuning);
  const left = h("div", { class: "left" }, into.head, into.now, into.actions, into.commands,
    section("Progress", into.progress), section("Speed", into.charts), section("Phases", into.phases),
    tuned, behind("History", into.history), logged);
  const article = h("article", { class: "change" }, left);
  const book = runbook(article, key, id);
  article.append(book.element);
  main.replaceChildren(article);

  const drawn = charts(into.charts);
  let detail = null;
  let missing = null;
  let chunks = NO_CHUNKS;
  let live = [];
  let seen = { figures: null, look: null };

  const load = async (path, use) => {
    try {
      use(await get(pathOf(key, id) + path));
      missing = null;
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      missing = e;
    }
    draw();
  };
  const details = atMost(2000, () => load("", (answer) => {
    detail = answer;
    tuned.hidden = answer.tuning == null;
    into.tuning.replaceChildren(tuning(answer.tuning ?? {}));
    drawHistory(into.history, answer.history ?? []);
  }));
  const reload = atMost(5_000, () => load("/chunks", (answer) => {
    chunks = answer;
    live = live.filter((point) => point.at > (answer.at.at(-1) ?? -Infinity));
    drawn.set(withLive(chunks, live));
  }));
  const log = atMost(3000, async () => {
    try {
      const { lines } = await get("/api/log?lines=200");
      fill(into.log, h("pre", { class: "output", tabindex: 0, role: "region", "aria-label": "Log" },
        lines.length === 0 ? "Nothing is logged." : lines.join("\n")));
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      fill(into.log, h("p", { class: "problem" }, `${e.message} ${e.next ?? ""}`));
    }
  });

  /** What moved since the last look: rows go into the chart, all else is asked for anew. */
  function follow(database, change) {
    const fill = change.backfill ?? {};
    const figures = { at: Date.parse(database.at) / 1000, rows: fill.rowsDone ?? 0, chunks: fill.chunks };
    const before = seen.figures;
    if (before != null && figures.rows > before.rows && figures.at > before.at) {
      live.push({ from: before.at, at: figures.at, rows: figures.rows - before.rows });
      drawn.set(withLive(chunks, live));
    }
    if (before == null || before.chunks !== figures.chunks) reload();
    const look = JSON.stringify([change.state, change.phase, change.direction, change.updatedAt, change.heldUntil,
      change.error, [...world.commands.values()].map((each) => each.endedAt)]);
    if (look !== seen.look) details();
    if (logged.open) log();
    seen = { figures, look };
  }

  function draw() {
    const found = find(key, id);
    const database = found?.database ?? world.databases.get(key);
    const change = found?.change ?? detail?.change;
    if (change == null || database == null) {
      const wait = world.connected && missing == null ? "Reading …" : (missing?.message ?? "Connecting …");
      fill(into.head, h("a", { href: "#/" }, "All changes"), h("h1", { tabindex: -1 }, `Change ${id}`),
        h("p", { class: missing ? "problem" : "muted" }, wait, missing?.next ? ` ${missing.next}` : ""));
      return;
    }
    if (found) follow(database, change);
    if (world.connected && missing?.status === 0) details();
    const held = into.actions.contains(document.activeElement);
    fill(into.head, head(database, change, missing));
    fill(into.now, now(key, change));
    fill(into.actions, actionButtons(database, change, detail?.tuning));
    drawCommandsOf(into.commands, key, id);
    book.moved(change);
    const led = database.changes.filter((each) => String(each.partOf) === String(id));
    fill(into.progress, bar(change),
      h("p", {}, figures(change) ?? (isOver(change) ? "" : "Nothing of it is counted in rows, or not yet.")),
      // Of one that does not run they come with its details only.
      partitions(change.partitions?.length > 0 ? change : (detail?.change ?? change)), parts(key, led), facts(change));
    if (detail) fill(into.phases, phases(spansOf(detail.history ?? [], change)));
    // The button that was used is gone: whoever works by keyboard shall not begin at the top.
    if (held && document.activeElement === document.body) main.querySelector("h1").focus();
  }

  details();
  reload();
  draw();
  return { draw, title: `Change ${id}`, close() {
    [details, reload, log].forEach((each) => each.end());
    drawn.close();
  } };
}

function head(database, change, missing) {
  return [
    h("p", {}, h("a", { href: "#/" }, "All changes"), change.partOf == null ? null
      : [" › part of ", h("a", { href: `#/changes/${encodeURIComponent(database.key)}/${change.partOf}` }, `change ${change.partOf}`)]),
    h("h1", { tabindex: -1 }, change.name),
    h("p", { class: "muted" }, `Change ${change.id} · ${change.change} · ${database.name}`),
    missing == null || missing.status === 0 ? null : h("p", { class: "problem" }, missing.message, missing.next ? ` ${missing.next}` : ""),
  ];
}

/** What is the matter, and what to do. */
function now(key, change) {
  const says = attention(key, change);
  const error = change.error;
  const next = error?.next ?? change.next;
  return h("section", { class: "matter " + says.grave, "aria-label": "State" },
    h("p", { class: "state" }, change.state, change.direction === "rollback" && !isOver(change) ? " on the way back" : "",
      change.phase == null ? "" : h("span", { class: "phase" }, ` in ${change.phase}`)),
    says.why === "" ? null : h("p", {}, says.why),
    error == null ? null : h("p", { class: "muted" }, "Error ", h("code", {}, error.code),
      error.message === says.why ? "" : `: ${error.message}`,
      error.databaseChanged == null ? "" : error.databaseChanged ? " · The database was changed." : " · The database was not changed."),
    problems(change),
    next ? h("p", { class: "next" }, h("strong", {}, "Next: "), next) : null);
}
