// Keeps the page in step with the server: server-sent events, and a look every half minute whether the line is still there.
import { get, Problem } from "/api.js";
import { auditSays, changed, commandSays, databaseSays, setAudit, setConnected, setSession } from "/world.js";

const LOOK = 30_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

let source = null;
let pause = FIRST_PAUSE;
let retry = null;

export function connect() {
  source?.close();
  clearTimeout(retry);
  retry = null;
  source = new EventSource("/api/events");
  source.onopen = () => {
    pause = FIRST_PAUSE;
    setConnected(true);
    // What was said while nobody listened.
    catchUp();
  };
  source.onerror = () => lost();
  hear("database", databaseSays);
  hear("command", commandSays);
  hear("audit", auditSays);
}

function hear(event, listener) {
  source.addEventListener(event, (message) => {
    setConnected(true);
    listener(JSON.parse(message.data));
  });
}

async function catchUp() {
  try {
    setSession(await get("/api/session"));
    for (const command of await get("/api/commands")) commandSays(command);
    setAudit(await get("/api/audit"));
  } catch (e) {
    if (!(e instanceof Problem)) throw e;
    lost();
  }
}

/** The browser's own attempts end where the answer is an error, and say nothing of a session that is over: so these are ours. */
function lost() {
  source.close();
  setConnected(false);
  if (retry != null) return;
  retry = setTimeout(async () => {
    try {
      await get("/api/session"); // Goes to the login page where the session is over.
      connect();
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      retry = null;
      lost();
    }
  }, pause);
  pause = Math.min(LONGEST_PAUSE, pause * 2);
}

/** Now, rather than when the pause is over. */
export function reconnect() {
  pause = FIRST_PAUSE;
  connect();
}

async function look() {
  if (retry == null && source?.readyState === EventSource.OPEN) {
    try {
      await get("/api/session");
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      lost();
    }
  }
  changed(); // "3 min ago" goes on, too.
}

setInterval(look, LOOK);
addEventListener("offline", () => source && lost());
addEventListener("online", () => source && reconnect());
