// The kill switch of a database.
import { pathOf, post } from "/api.js";
import { ask } from "/dialog.js";
import { h } from "/dom.js";
import { commandSays, world } from "/world.js";

export function haltButton(database) {
  if (world.session == null || world.session.readOnly) return null;
  const halted = database.halted != null;
  return h("button", { key: "halt", type: "button", "data-action": halted ? "halt-off" : "halt",
    class: halted ? "" : "danger-line", on: { click: () => (halted ? off(database) : on(database)) } },
  halted ? "Let changes begin again …" : "Halt …");
}

function on(database) {
  ask({
    title: `Halt all changes of ${database.name}`,
    text: ["The kill switch: every change of this database stops at its next chunk, and none begins until it is switched"
      + " off. Nothing is lost; those that were stopped are restarted one by one."],
    options: [{ name: "reason", kind: "text", required: true, description: "Those who meet the switch read it." }],
    confirm: database.key,
    does: "Halt",
    danger: true,
  }, ({ reason }, confirm) => set(database, { off: false, reason, confirm }));
}

function off(database) {
  ask({
    title: `Let changes of ${database.name} begin again`,
    text: [database.halted?.reason ? `It was halted: ${database.halted.reason}` : "",
      "Changes that were stopped stay so until they are restarted, one by one."],
    does: "Switch off",
  }, () => set(database, { off: true, reason: "", confirm: null }));
}

const set = async (database, body) => commandSays(await post(pathOf(database.key) + "/halt", body));
