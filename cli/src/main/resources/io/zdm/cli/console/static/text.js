// Numbers, times and states as people read them.
import { h } from "/dom.js";

export const number = (n, digits = 0) =>
  n == null ? "–" : Number(n).toLocaleString("en", { maximumFractionDigits: digits });

const two = (n) => String(n).padStart(2, "0");

/** Seconds as the two largest units: "2 h 5 min". */
export function duration(seconds) {
  if (seconds == null || !isFinite(seconds)) return "–";
  if (seconds < 10) return number(seconds, 1) + " s";
  const whole = Math.round(seconds);
  const [d, hours, min, s] = [Math.floor(whole / 86400), Math.floor(whole / 3600) % 24, Math.floor(whole / 60) % 60, whole % 60];
  const units = [[d, "d"], [hours, "h"], [min, "min"], [s, "s"]];
  const first = units.findIndex(([value]) => value > 0);
  return units.slice(first, first + 2).filter(([value]) => value > 0).map(([value, unit]) => value + " " + unit).join(" ");
}

export const ago = (time, now = Date.now()) => duration(Math.max(0, Math.round((now - Date.parse(time)) / 1000))) + " ago";

const day = (d) => `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;

/** Local time; the day only where it is another. */
export function clock(time) {
  const d = new Date(time);
  const hours = `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`;
  return day(d) === day(new Date()) ? hours : `${day(d)} ${hours}`;
}

export const utc = (time) => new Date(time).toISOString().slice(0, 19).replace("T", " ") + " UTC";

/** A time element: local, with UTC as its title. */
export function moment(time) {
  if (time == null || Number.isNaN(Date.parse(time))) return "–";
  return h("time", { datetime: new Date(time).toISOString(), title: utc(time) }, clock(time));
}

/** What a state means. The words in capitals are those of the command line and of the runbook. */
const MEANING = {
  QUEUED: "Waits for its turn; nobody works on it.",
  HELD: "Held: nothing is done before its time.",
  RUNNING: "At work.",
  PAUSED: "Paused by a person: it waits, with its process alive, until it is resumed.",
  STOPPED: "Stopped before its end. Nobody works on it until it is restarted.",
  FAILED: "Ended by an error. Nobody works on it until it is restarted.",
  CRASHED: "Its process is gone without a word. Nobody works on it until it is restarted.",
  SWAPPED: "The new column is in use, the old one is kept in step. A person decides: contract, or rollback.",
  COMPLETED: "Over: done.",
  ROLLED_BACK: "Over: everything is as it was before.",
};

export const meaning = (state) => MEANING[state] ?? "";

const EXITS = {
  0: "done",
  1: "failed: unexpected",
  2: "not understood",
  3: "refused, nothing was touched",
  4: "stopped, can be restarted",
  5: "found no lock in time, can be restarted",
  6: "a person must look",
};

export const exit = (code) => `exit ${code}: ${EXITS[code] ?? "unexpected"}`;

/** `name (12)`, which tells two changes of one name apart. */
export const called = (change) => `${change.name} (${change.id})`;

export const tableOf = (change) => (change.schema ? change.schema + "." : "") + change.table;

/** Done in percent, 0 to 100, or null where it is not known. */
export function percent(done, total) {
  return total > 0 && done != null ? Math.min(100, (100 * done) / total) : null;
}
