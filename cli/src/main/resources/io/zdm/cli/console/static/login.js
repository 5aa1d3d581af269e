// Logs in with the token that was typed or that the printed link carries behind its #.
import { send } from "/api.js";
import { byId } from "/dom.js";
import { duration } from "/text.js";

const field = byId("token");
const problem = byId("problem");
const button = byId("submit");

async function login(token) {
  problem.textContent = "";
  button.disabled = true;
  try {
    const response = await send("POST", "/login", new URLSearchParams({ token }));
    if (response.ok) {
      location.replace("/");
      return;
    }
    problem.textContent = refusal(response);
  } catch (e) {
    problem.textContent = [e.message, e.next].join(" ");
  }
  button.disabled = false;
  field.select();
  field.focus();
}

function refusal(response) {
  switch (response.status) {
    case 401:
      return "This is not the console's token. Each start of the console prints its own.";
    case 429: {
      const wait = Number(response.headers.get("Retry-After"));
      return "Too many wrong tokens. Try again in " + (wait > 0 ? duration(wait) : "a while") + ".";
    }
    case 403:
      return "Refused: this page was not loaded from the console, or its cookies are gone. Reload it.";
    default:
      return `The console answers ${response.status}. Look at what it prints where it was started.`;
  }
}

function fromLink() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token == null) return;
  // It shall not stay in the address bar nor in the history.
  history.replaceState(null, "", location.pathname);
  login(token);
}

byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  if (field.value === "") {
    problem.textContent = "The token is missing.";
    field.focus();
  } else {
    login(field.value);
  }
});
addEventListener("hashchange", fromLink);
fromLink();
