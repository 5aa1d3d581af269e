// A dialog that says what will happen, asks for what it needs, and does it. What cannot be undone must be typed.
import { announce } from "/announce.js";
import { Problem } from "/api.js";
import { h } from "/dom.js";
import { field } from "/fields.js";

/** So many options are shown at once; the others are behind "More options". */
const FEW = 4;

/**
 * @param about `title`, `text` (sentences), `options` (of the form), `now` (what they are now), `confirm` (the word to
 *     type, or null), `does` (the button's word), `danger`
 * @param act `(values, typed) => promise`: a Problem is shown, and the dialog stays
 * @returns closes it, and says whether something may still be done: `stale(sentence)` forbids it
 */
export function ask(about, act) {
  const fields = (about.options ?? []).map((option) => field(option, about.now?.[option.name]));
  const problem = h("div", { class: "problem", role: "alert" });
  const typed = about.confirm == null ? null : h("input", { id: "typed", type: "text", autocomplete: "off",
    spellcheck: "false", autocapitalize: "none", autocorrect: "off", "aria-describedby": "typed-hint" });
  const submit = h("button", { id: "do", class: about.danger ? "danger" : "primary", disabled: typed != null }, about.does);
  const cancel = h("button", { type: "button", on: { click: () => dialog.close() } }, "Cancel");
  const dialog = h("dialog", { "aria-labelledby": "dialog-title", "aria-describedby": "dialog-text" },
    h("form", { method: "dialog", novalidate: true },
      h("h2", { id: "dialog-title" }, about.title),
      h("div", { id: "dialog-text" }, about.text.filter(Boolean).map((sentence) => h("p", {}, sentence))),
      form(fields),
      typed == null ? null : h("div", { class: "field" },
        h("label", { for: "typed" }, "To confirm, type ", h("code", { class: "word" }, about.confirm)),
        typed, h("p", { class: "muted", id: "typed-hint" }, "The button works as soon as it is exactly that.")),
      problem,
      h("div", { class: "buttons" }, submit, cancel)));

  let forbidden = false;
  let busy = false;
  const ready = () => {
    submit.disabled = forbidden || busy || (typed != null && typed.value !== about.confirm);
  };
  const show = (message, next) => {
    problem.replaceChildren(h("p", {}, message), next ? h("p", {}, h("strong", {}, "Next: "), next) : "");
  };
  typed?.addEventListener("input", ready);

  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const missing = fields.find((each) => each.input.required && each.input.value.trim() === "");
    if (missing) {
      show("This is missing.");
      missing.input.setAttribute("aria-invalid", "true");
      missing.input.focus();
      return;
    }
    if (submit.disabled) return;
    busy = true;
    ready();
    problem.replaceChildren();
    try {
      await act(values(fields), typed?.value ?? null);
      announce(about.title + ": begun.");
      dialog.close();
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      show(e.message, e.next);
    } finally {
      busy = false;
      ready();
    }
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    about.closed?.();
    // The button that opened it may be gone; the browser gives the focus back where it is not.
    if (document.activeElement === document.body) document.querySelector("main h1")?.focus();
  });
  document.body.append(dialog);
  (fields[0]?.input ?? typed ?? submit).setAttribute("autofocus", "");
  dialog.showModal();
  return {
    stale(sentence) {
      if (forbidden) return;
      forbidden = true;
      show(sentence);
      ready();
    },
  };
}

function form(fields) {
  if (fields.length === 0) return null;
  const elements = fields.map((each) => each.element);
  if (elements.length <= FEW + 1) return h("div", { class: "fields" }, elements);
  return [
    h("div", { class: "fields" }, elements.slice(0, FEW)),
    h("details", {}, h("summary", {}, `More options (${elements.length - FEW})`),
      h("div", { class: "fields" }, elements.slice(FEW))),
  ];
}

function values(fields) {
  const given = {};
  for (const each of fields) {
    const value = each.value();
    if (value != null) given[each.input.name] = value;
  }
  return given;
}
