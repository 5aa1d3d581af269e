// What the console's commands say as they run.
import { askToStop, canStop } from "/actions.js";
import { address } from "/changes.js";
import { fill, h } from "/dom.js";
import { exit, moment } from "/text.js";
import { commands, world } from "/world.js";

/** One command; `open` says whether its output is shown until the reader decides. */
function view(command, open, link) {
  const failed = command.exitCode != null && command.exitCode !== 0;
  return h("details", { key: command.number, class: "command", "data-number": command.number, open },
    h("summary", {}, h("code", {}, command.line), " ",
      h("span", { class: failed ? "bad-text" : "muted" }, state(command))),
    h("p", { class: "muted" }, `By ${command.by}, `, moment(command.beganAt),
      command.endedAt == null ? "" : [" to ", moment(command.endedAt)],
      link && command.change != null ? [" · ", h("a", { href: address(command.database, command.change) }, `change ${command.change}`)] : null),
    h("pre", { class: "output", tabindex: 0, role: "region", "aria-label": "Output of " + command.line },
      command.lines.length === 0 ? "It has said nothing yet." : command.lines.join("\n")),
    canStop(command) ? h("button", { key: "stop", type: "button", "data-stop": command.number,
      on: { click: () => askToStop(command) } }, "Stop this command …") : null);
}

const state = (command) => (command.endedAt == null ? "runs" : command.exitCode == null ? "ended" : exit(command.exitCode));

/** Draws them; output whose end is in view stays at its end. */
function draw(into, views) {
  const away = [...into.querySelectorAll("pre.output")].filter((pre) => pre.scrollHeight - pre.scrollTop - pre.clientHeight > 8);
  fill(into, views);
  for (const pre of into.querySelectorAll("pre.output")) {
    if (!away.includes(pre)) pre.scrollTop = pre.scrollHeight;
  }
}

/** Those of one change, newest first, the newest open. */
export function drawCommandsOf(into, key, id) {
  const all = commands().filter((each) => each.database === key && String(each.change) === String(id));
  draw(into, all.length === 0 ? [] : [h("h2", {}, "Commands of this console"), all.map((each, i) => view(each, i === 0, false))]);
}

export function commandsPage(main) {
  const list = h("div", {});
  fill(main, h("h1", { tabindex: -1 }, "Commands"),
    h("p", { class: "muted" }, "The last 50 that were given in this console, newest first."), list);
  const page = { title: "Commands", close() {}, draw() {
    const all = commands();
    draw(list, all.length > 0 ? all.map((each) => view(each, each.endedAt == null, true))
      : h("p", { class: "empty" }, world.connected ? "None yet." : "Connecting …"));
  } };
  page.draw();
  return page;
}
