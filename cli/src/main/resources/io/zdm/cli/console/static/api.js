// Speaks with the server that this page came from.

/** What did not work: a sentence, and what to do now. */
export class Problem extends Error {
  constructor(status, message, next) {
    super(message);
    this.status = status;
    this.next = next;
  }
}

const SILENT = "The console does not answer. Look whether `zdm-batch console` still runs where you started it; changes go on without it.";

function token() {
  const found = document.cookie.split("; ").find((cookie) => cookie.startsWith("XSRF-TOKEN="));
  return found ? decodeURIComponent(found.slice("XSRF-TOKEN=".length)) : "";
}

/** A request, whatever its answer is. A body that is no URLSearchParams goes as JSON. */
export async function send(method, path, body) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-XSRF-TOKEN"] = token();
  const form = body instanceof URLSearchParams;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined || form ? body : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (e) {
    throw new Problem(0, `${method} ${path} got no answer (${e.message}).`, SILENT);
  }
}

async function answer(method, path, body) {
  const response = await send(method, path, body);
  if (response.status === 401) {
    location.assign("/login");
    throw new Problem(401, "You are not logged in any more.", "Log in again.");
  }
  const text = await response.text();
  let json = null;
  try {
    json = text === "" ? null : JSON.parse(text);
  } catch (notJson) {
    json = { message: `${method} ${path}: ${response.status} with something that is not JSON (${notJson.message}).` };
    if (response.ok) throw new Problem(response.status, json.message, "Reload this page.");
  }
  if (!response.ok) {
    throw new Problem(response.status, json?.message ?? `${method} ${path}: ${response.status}`, json?.next ?? "");
  }
  return json;
}

export const get = (path) => answer("GET", path);
export const post = (path, body) => answer("POST", path, body);

export const pathOf = (database, change) =>
  `/api/databases/${encodeURIComponent(database)}` + (change == null ? "" : `/changes/${encodeURIComponent(change)}`);
