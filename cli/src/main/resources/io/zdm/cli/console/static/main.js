// Begins: the session, the live line, and the page that the address names.
import { get, post, Problem } from "/api.js";
import { attention } from "/attention.js";
import { auditPage } from "/audit.js";
import { changePage } from "/change.js";
import { changesPage } from "/changes.js";
import { commandsPage } from "/commands.js";
import { drawBanners, drawTop } from "/databases.js";
import { byId, fill, h } from "/dom.js";
import { connect } from "/live.js";
import { onChange, setSession, world } from "/world.js";

let page = null;

function open(main) {
  const [name, ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  if (name === "changes" && rest.length === 2) return changePage(main, rest[0], rest[1]);
  if (name === "commands") return commandsPage(main);
  if (name === "audit") return auditPage(main);
  return changesPage(main);
}

function route() {
  const first = page == null;
  page?.close();
  const main = byId("main");
  main.replaceChildren();
  page = open(main);
  const name = location.hash.replace(/^#\/?/, "").split("/")[0] || "changes";
  for (const link of document.querySelectorAll("nav [data-page]")) {
    if (link.dataset.page === name) {
      link.setAttribute("aria-current", "page");
    } else {
      link.removeAttribute("aria-current");
    }
  }
  title();
  if (!first) {
    scrollTo(0, 0);
    main.querySelector("h1")?.focus({ preventScroll: true });
  }
}

/** How many changes need a person stands in the tab, too. */
function title() {
  let wanting = 0;
  for (const database of world.databases.values()) {
    wanting += database.changes.filter((each) => each.partOf == null && attention(database.key, each).group === "person").length;
  }
  document.title = `${wanting > 0 ? `(${wanting}) ` : ""}${page.title} · zdm-batch console`;
}

function draw() {
  drawTop();
  drawBanners();
  page.draw();
  title();
}

async function logout() {
  try {
    await post("/logout");
    location.assign("/login");
  } catch (e) {
    if (!(e instanceof Problem)) throw e;
    fill(byId("banners"), h("p", { class: "banner bad", role: "alert" }, `${e.message} ${e.next}`));
  }
}

byId("logout").addEventListener("click", logout);
try {
  setSession(await get("/api/session"));
} catch (e) {
  if (!(e instanceof Problem)) throw e; // The live line says that nothing answers, and tries again.
}
route();
onChange(draw);
addEventListener("hashchange", route);
connect();
draw();
