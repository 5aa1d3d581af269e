// The buttons of what can be done with a change now.
import { pathOf, post } from "/api.js";
import { ask } from "/dialog.js";
import { h } from "/dom.js";
import { called, meaning, tableOf } from "/text.js";
import { commandSays, find, onChange, world } from "/world.js";

/** What is wanted most often first; what takes something away stands apart. */
const ORDER = ["resume", "restart", "pause", "stop", "tune", "hold", "finalize", "rollback", "contract"];
const DANGER = new Set(["rollback", "contract"]);
/** That may be stopped as by Ctrl-C. */
const STOPPABLE = new Set(["rollback", "contract", "restart", "finalize"]);

const titleOf = (action) => world.session.actions[action]?.title ?? action;

/** @param tuning what the options are now, where it is known */
export function actionButtons(database, change, tuning) {
  if (world.session == null || world.session.readOnly) return null;
  const possible = ORDER.filter((action) => change.actions?.includes(action) && world.session.actions[action]);
  if (possible.length === 0) return null;
  return h("div", { class: "actions", role: "group", "aria-label": "What can be done now" }, possible.map((action) =>
    h("button", { key: action, type: "button", "data-action": action, class: DANGER.has(action) ? "danger-line" : "",
      on: { click: () => open(action, database, change, tuning) } }, titleOf(action))));
}

function open(action, database, change, tuning) {
  const kind = world.session.actions[action];
  const dialog = ask({
    title: `${kind.title}: ${called(change)}`,
    text: [kind.explains, `It concerns ${tableOf(change)} in database ${database.name}. The change is ${change.state} now.`],
    options: kind.takes,
    now: action === "tune" ? tuning : null,
    confirm: kind.confirms ? change.confirm : null,
    does: kind.title,
    danger: DANGER.has(action),
    closed: () => stop(),
  }, async (options, confirm) =>
    commandSays(await post(`${pathOf(database.key, change.id)}/actions/${action}`, { options, confirm })));
  const stop = onChange(() => {
    const now = find(database.key, change.id)?.change;
    if (now && !now.actions?.includes(action)) {
      dialog.stale(`The change has moved on: it is ${now.state}. ${meaning(now.state)} This can no longer be done.`);
    }
  });
}

export const canStop = (command) =>
  command.endedAt == null && STOPPABLE.has(command.action) && !world.session?.readOnly;

export function askToStop(command) {
  ask({
    title: "Stop the command",
    text: [command.line, "It is stopped as by Ctrl-C: it ends what it is just doing, at most a chunk, and the change can be"
      + " restarted from there."],
    does: "Stop",
  }, async () => {
    const answer = await post(`/api/commands/${command.number}/stop`, {});
    if (answer?.number != null) commandSays(answer);
  });
}
