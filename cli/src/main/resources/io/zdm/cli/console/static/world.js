// What this page knows: databases and their changes, commands, audit entries. Fed by live.js, read by what draws.
import { announce } from "/announce.js";
import { called, meaning } from "/text.js";

const MOST_COMMANDS = 50;
const MOST_AUDIT = 200;

export const world = {
  session: null,
  /** key → { key, name, host, port, database, sandbox, at, error, halted, changes } */
  databases: new Map(),
  /** number → COMMAND */
  commands: new Map(),
  audit: [],
  /** null while the first connection is made, then whether there is one */
  connected: null,
  lostAt: null,
  /** "key/id" → since when this page has seen the change wait, in ms */
  waitingSince: new Map(),
};

const listeners = new Set();
let later = null;

/** Calls back whenever something may have changed; returns what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function changed() {
  later ??= setTimeout(() => {
    later = null;
    for (const listener of listeners) listener();
  }, 0);
}

export function setSession(session) {
  world.session = session;
  const wanted = new Set(session.databases.map((database) => database.key));
  for (const key of world.databases.keys()) {
    if (!wanted.has(key)) world.databases.delete(key);
  }
  for (const database of session.databases) {
    const known = world.databases.get(database.key);
    world.databases.set(database.key, { at: null, error: null, halted: null, changes: [], ...known, ...database });
  }
  changed();
}

export function databaseSays(event) {
  const known = world.databases.get(event.key) ?? { key: event.key, name: event.key, at: null, changes: [] };
  const first = known.at == null;
  if (event.error != null) {
    if (known.error == null) announce(`Database ${known.name} cannot be read.`);
    known.error = event.error;
  } else {
    if (!first) {
      if (known.error != null) announce(`Database ${known.name} can be read again.`);
      tellMoves(known, event);
    }
    Object.assign(known, { error: null, at: event.at, halted: event.halted, changes: event.changes });
    noteWaits(known);
  }
  world.databases.set(event.key, known);
  changed();
}

function tellMoves(known, event) {
  if ((known.halted == null) !== (event.halted == null)) {
    announce(`Database ${known.name} is ${event.halted == null ? "no longer halted" : "halted"}.`);
  }
  const before = new Map(known.changes.map((change) => [change.id, change.state]));
  for (const change of event.changes) {
    if (before.get(change.id) !== change.state) {
      announce(`${called(change)} is ${change.state}. ${meaning(change.state)}`);
    }
  }
}

function noteWaits(database) {
  for (const change of database.changes) {
    const key = database.key + "/" + change.id;
    if (change.state !== "RUNNING" || !change.throttle?.waiting) {
      world.waitingSince.delete(key);
    } else if (!world.waitingSince.has(key)) {
      world.waitingSince.set(key, Date.now());
    }
  }
}

export function commandSays(command) {
  const known = world.commands.get(command.number);
  if (command.endedAt != null && known && known.endedAt == null) {
    announce(`${command.line} has ended.`);
  }
  world.commands.set(command.number, command);
  const numbers = [...world.commands.keys()].sort((a, b) => b - a);
  for (const old of numbers.slice(MOST_COMMANDS)) world.commands.delete(old);
  changed();
}

/** Newest first. */
export const commands = () => [...world.commands.values()].sort((a, b) => b.number - a.number);

export function auditSays(entry) {
  world.audit = [entry, ...world.audit].slice(0, MOST_AUDIT);
  changed();
}

export function setAudit(entries) {
  world.audit = entries;
  changed();
}

export function setConnected(connected) {
  if (world.connected === connected) return;
  if (connected && world.lostAt != null) announce("The connection is back.");
  world.lostAt = connected ? null : (world.lostAt ?? new Date().toISOString());
  world.connected = connected;
  changed();
}

/** The change and its database, or null where this page has not heard of it. */
export function find(key, id) {
  const database = world.databases.get(key);
  const change = database?.changes.find((each) => String(each.id) === String(id));
  return change ? { database, change } : null;
}
