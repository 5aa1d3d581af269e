// The databases on top of the list, and the banners that no page may lose: connection lost, halted, unreadable.
import { fill, byId, h } from "/dom.js";
import { haltButton } from "/halt.js";
import { reconnect } from "/live.js";
import { clock, moment } from "/text.js";
import { world } from "/world.js";

export function databases() {
  return h("ul", { class: "databases" }, [...world.databases.values()].map((database) =>
    h("li", { key: database.key },
      h("strong", {}, database.name),
      h("span", { class: "muted" }, database.host == null ? "" : `${database.host}:${database.port}/${database.database}`),
      database.sandbox ? h("span", { class: "tag" }, "sandbox") : null,
      h("span", { class: database.error == null ? "muted" : "bad-text" },
        database.error != null ? "cannot be read" : database.at == null ? "not read yet" : "",
        database.at != null && (database.error != null || !world.connected) ? [" as of ", moment(database.at)] : null),
      database.halted == null ? haltButton(database) : null)));
}

export function drawBanners() {
  const shown = [];
  if (world.connected === false) {
    shown.push(h("div", { key: "lost", class: "banner bad", role: "alert" },
      h("p", {}, h("strong", {}, "Connection lost"), ` since ${clock(world.lostAt)}. What you see is old; changes go on`
        + " without this page. It connects again by itself as soon as the console answers."),
      h("button", { type: "button", on: { click: reconnect } }, "Try now")));
  }
  for (const database of world.databases.values()) {
    if (database.error != null) {
      shown.push(h("div", { key: "error " + database.key, class: "banner bad", role: "alert" },
        h("p", {}, h("strong", {}, `Database ${database.name} cannot be read. `), database.error,
          database.at == null ? "" : [" What is shown of it is of ", moment(database.at), "."])));
    }
    if (database.halted != null) {
      const { by, reason } = database.halted;
      shown.push(h("div", { key: "halt " + database.key, class: "banner bad", role: "alert" },
        h("p", {}, h("strong", {}, `HALTED: ${database.name}`), by ? ` by ${by}` : "", reason ? `: ${reason}` : "",
          ". No change begins, and whatever runs stops at its next chunk."),
        haltButton(database)));
    }
  }
  if (world.session?.readOnly) {
    shown.push(h("p", { key: "read-only", class: "banner calm" }, h("strong", {}, "Read-only. "),
      "You may look at everything and change nothing."));
  }
  fill(byId("banners"), shown);
}

/** Who is logged in, and whether the line stands. */
export function drawTop() {
  const link = byId("link");
  fill(link, world.connected == null ? "Connecting …" : world.connected ? "Live" : "Connection lost");
  link.className = "link " + (world.connected === false ? "bad-text" : "muted");
  const session = world.session;
  fill(byId("user"), session == null ? "" : `${session.user} · ${session.version}`);
}
