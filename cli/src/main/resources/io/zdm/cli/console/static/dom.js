// Makes elements and brings those on the page up to date, so that focus, selection and scrolling survive each tick.
// What the server says only ever becomes text nodes and attributes, never markup.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = new Set(["svg", "rect", "line"]);

/**
 * An element. Of its properties `on` are listeners, `key` tells it from its siblings, `own` leaves its inside alone once it
 * is on the page; the others are attributes, absent where null, undefined or false.
 */
export function h(tag, properties, ...children) {
  const element = DRAWN.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === "on") {
      element.heard = value;
    } else if (name === "key" || name === "own") {
      element[name] = value;
    } else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  listen(element);
  element.append(...nodes(children));
  return element;
}

/** Makes these the children of the parent; elements that are there already are kept. */
export function fill(parent, ...children) {
  const focused = document.activeElement;
  patch(parent, nodes(children));
  if (focused !== document.activeElement && focused?.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

export const byId = (id) => document.getElementById(id);

function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child != null && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}

function listen(element) {
  for (const [event, listener] of Object.entries(element.heard ?? {})) {
    element["on" + event] = listener;
  }
}

const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.key === b.key;

function patch(parent, wanted) {
  const keyed = new Map();
  for (const child of parent.childNodes) {
    if (child.key != null) keyed.set(child.key, child);
  }
  let at = parent.firstChild;
  for (const want of wanted) {
    const old = want.key != null ? keyed.get(want.key) : at;
    if (old && alike(old, want)) {
      if (old === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(old, at);
      }
      update(old, want);
    } else {
      parent.insertBefore(want, at);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function update(old, want) {
  if (old === want) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== want.data) old.data = want.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // What the reader opened stays open.
    if (!want.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of want.attributes) {
    if (!(name === "open" && old.nodeName === "DETAILS") && old.getAttribute(name) !== value) {
      old.setAttribute(name, value);
    }
  }
  for (const event of Object.keys(old.heard ?? {})) old["on" + event] = null;
  old.heard = want.heard;
  listen(old);
  if (!want.own) patch(old, [...want.childNodes]);
}
