// The options of an action as fields of a form.
import { h } from "/dom.js";
import { utc } from "/text.js";

let made = 0;

/** "--max-rate" as a label: "Max rate". */
const label = (name) => {
  const words = name.replace(/^--/, "").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * A field for an option `{name, kind, choices, description, default}`.
 *
 * @param now what the option is now, where it is something; only what differs from it is sent
 * @returns `{element, input, value}`: value() is null where there is nothing to send
 */
export function field(option, now) {
  const id = "field-" + ++made;
  const before = now ?? "";
  const properties = { id, name: option.name, "aria-describedby": id + "-hint", required: option.required === true,
    autocomplete: "off", spellcheck: "false", autocapitalize: "none" };
  const hint = h("p", { class: "muted", id: id + "-hint" }, option.description ?? "",
    option.default == null || option.default === "" ? null : ` (default: ${option.default})`);
  if (option.kind === "flag") {
    const input = h("input", { ...properties, type: "checkbox", checked: before === "true" });
    const value = () => (input.checked === (before === "true") ? null : String(input.checked));
    return { element: h("div", { class: "field check" }, h("label", { for: id }, input, " ", label(option.name)), hint), input, value };
  }
  const input = control(option, properties, before);
  const value = () => (input.value === "" || input.value === before ? null : given(option, input.value));
  const element = h("div", { class: "field" }, h("label", { for: id }, label(option.name)), input, hint);
  if (option.kind === "time") element.append(inUtc(input));
  return { element, input, value };
}

function control(option, properties, before) {
  switch (option.kind) {
    case "choice":
      return h("select", properties,
        (option.choices ?? []).includes(before) ? null : h("option", { value: "" }, option.default ? `${option.default} (default)` : "–"),
        (option.choices ?? []).map((choice) => h("option", { value: choice, selected: choice === before }, choice)));
    case "time":
      return h("input", { ...properties, type: "datetime-local", step: 60 });
    case "number":
      return h("input", { ...properties, type: "text", inputmode: "numeric", value: before, placeholder: option.example ?? "" });
    default:
      return h("input", { ...properties, type: "text", value: before, placeholder: option.example ?? "" });
  }
}

/** What is typed is local time; what is sent has its offset. */
const given = (option, value) => (option.kind === "time" ? new Date(value).toISOString() : value);

function inUtc(input) {
  const said = h("output", { class: "muted", for: input.id });
  input.addEventListener("input", () => {
    said.textContent = input.value === "" ? "" : "In UTC: " + utc(new Date(input.value));
  });
  return said;
}
