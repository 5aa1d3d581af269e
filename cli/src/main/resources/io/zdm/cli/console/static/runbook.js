// The runbook of a change beside it: a document of its own that may run nothing.
import { pathOf } from "/api.js";
import { fill, h } from "/dom.js";
import { moment } from "/text.js";

/**
 * @param page the element that gets the class `wide` while the runbook has the whole width
 * @returns the element, and `moved(change)`, which says where the runbook is older than what it tells of
 */
export function runbook(page, key, id) {
  const path = pathOf(key, id) + "/runbook";
  const frame = h("iframe", { sandbox: "", src: path, title: `Runbook of change ${id}` });
  const age = h("p", { class: "muted", role: "status" });
  let of = null;
  let read = new Date();
  const wide = h("button", { type: "button", "aria-pressed": "false", on: { click: () => {
    const now = page.classList.toggle("wide");
    wide.setAttribute("aria-pressed", String(now));
    wide.textContent = now ? "Beside" : "Wide";
    wide.scrollIntoView({ block: "start" });
  } } }, "Wide");
  // A sandboxed frame cannot be reloaded by its location.
  const again = h("button", { type: "button", on: { click: () => {
    frame.setAttribute("src", path);
    of = null;
    read = new Date();
    fill(age);
  } } }, "Reload");
  const element = h("aside", { class: "runbook", "aria-label": "Runbook" },
    h("div", { class: "runbook-head" }, h("h2", {}, "Runbook"), wide, again), age, frame);

  function moved(change) {
    const now = `${change.state} ${change.phase}`;
    of ??= now;
    if (now !== of) fill(age, "As it was at ", moment(read), "; the change has moved on. Reload shows what is so now.");
  }
  return { element, moved };
}
