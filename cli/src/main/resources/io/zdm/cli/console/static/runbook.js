// The runbook of a change beside it: a document of its own that may run nothing.
import { pathOf } from "/api.js";
import { h } from "/dom.js";

/** @param page the element that gets the class `wide` while the runbook has the whole width */
export function runbook(page, key, id) {
  const path = pathOf(key, id) + "/runbook";
  const frame = h("iframe", { sandbox: "", src: path, title: `Runbook of change ${id}` });
  const wide = h("button", { type: "button", "aria-pressed": "false", on: { click: () => {
    const now = page.classList.toggle("wide");
    wide.setAttribute("aria-pressed", String(now));
    wide.textContent = now ? "Beside" : "Wide";
    wide.scrollIntoView({ block: "start" });
  } } }, "Wide");
  // A sandboxed frame cannot be reloaded by its location.
  const again = h("button", { type: "button", on: { click: () => frame.setAttribute("src", path) } }, "Reload");
  return h("aside", { class: "runbook", "aria-label": "Runbook" },
    h("div", { class: "runbook-head" }, h("h2", {}, "Runbook"), wide, again), frame);
}
