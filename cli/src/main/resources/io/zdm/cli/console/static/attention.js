// Which changes need a person, and why, in words.
import { ago, duration, meaning } from "/text.js";
import { world } from "/world.js";

/** A wait that a person should look at, in ms. */
const LONG = 5 * 60_000;

/** The gravest first. */
const BAD = ["CRASHED", "FAILED", "STOPPED"];

export const isOver = (change) => change.state === "COMPLETED" || change.state === "ROLLED_BACK";

/** For how long this page has seen the change wait, in ms; 0 where it does not. */
export function waiting(key, change, now = Date.now()) {
  const since = world.waitingSince.get(key + "/" + change.id);
  return since == null ? 0 : now - since;
}

/**
 * What stands first about a change: `grave` is bad, wait, ask or calm; `rank` orders the changes, the lowest first; `why`
 * is a sentence.
 */
export function attention(key, change) {
  const bad = BAD.indexOf(change.state);
  const waited = waiting(key, change);
  if (bad >= 0) {
    return { group: "person", grave: "bad", rank: bad, why: change.error?.message ?? gone(change) };
  }
  if (waited >= LONG) {
    return { group: "person", grave: "wait", rank: 3, why: `Waiting for ${duration(waited / 1000)}: ${reason(change)}` };
  }
  if (change.state === "PAUSED") {
    return { group: "person", grave: "wait", rank: 4, why: meaning("PAUSED") };
  }
  if (change.state === "SWAPPED") {
    return { group: "contract", grave: "ask", rank: 5, why: swapped(change) };
  }
  if (change.state === "RUNNING") {
    const waits = change.throttle?.waiting;
    return { group: "work", grave: waits ? "wait" : "calm", rank: 6, why: waits ? "Waiting: " + reason(change) : "" };
  }
  if (isOver(change)) {
    return { group: "over", grave: "calm", rank: 9, why: meaning(change.state) };
  }
  const until = change.heldUntil == null ? "" : ` It is held for ${left(change.heldUntil)}.`;
  return { group: "queue", grave: "calm", rank: change.state === "HELD" ? 7 : 8, why: meaning(change.state) + until };
}

const reason = (change) => change.throttle?.reason ?? "no reason is known";

const left = (time) => duration(Math.max(0, (Date.parse(time) - Date.now()) / 1000));

function gone(change) {
  const owner = change.owner;
  const who = owner == null ? "" : ` It was process ${owner.pid} on ${owner.host}, last heard of ${ago(owner.heartbeatAt)}.`;
  return meaning(change.state) + who;
}

const swapped = (change) =>
  meaning("SWAPPED") + (change.swappedAt == null ? "" : ` Swapped ${ago(change.swappedAt)}.`);

/** As an operator reads them: groups in this order, in each the gravest first, then the newest. */
export const GROUPS = [
  ["person", "Needs a person"],
  ["contract", "Waiting for contract or rollback"],
  ["work", "At work"],
  ["queue", "Waiting for its time or turn"],
  ["over", "Over"],
];
