package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.browser.Browser;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console's page in a real browser: what it shows, and that each button does what it says. */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class ConsolePageTest {

    private static final String LOOKING = "somebody-who-looks-0123";

    /** What is wrong with a page for whoever does not see it, or has a small screen. */
    private static final String UNUSABLE = """
            const named = (e) => (e.textContent + (e.getAttribute('aria-label') ?? '') + (e.title ?? '')
                + [...(e.labels ?? [])].map((l) => l.textContent).join('')).trim() !== '';
            const bad = [...document.querySelectorAll('button, a, input, select, iframe, progress')]
                .filter((e) => e.checkVisibility() && !named(e)).map((e) => 'no name: ' + e.outerHTML);
            const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
            bad.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => 'twice: ' + id));
            if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
            const wide = document.documentElement.scrollWidth;
            if (wide > innerWidth) bad.push('wider than its window: ' + wide + ' of ' + innerWidth);
            return bad.join('; ');
            """;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @BeforeEach
    void forget() {
        browser.forget();
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void login(RunningConsole console, String token) {
        browser.open("about:blank").open(console.url() + "/login#token=" + token);
        browser.says("#link", "Live");
        assertThat(browser.address()).isEqualTo(console.url() + "/");
    }

    /** Presses an action's button, does what its dialog needs, and sends it. */
    private static void act(String action, Runnable fillIn) {
        browser.click("[data-action='" + action + "']");
        browser.shown("dialog");
        fillIn.run();
        browser.click("dialog #do").awaitGone("dialog");
    }

    private static void act(String action) {
        act(action, () -> {});
    }

    /** One that must be confirmed: anything but the very word leaves its button off. */
    private static void confirm(String action, String word) {
        act(action, () -> {
            for (String almost :
                    new String[] {"", word.substring(1), word + " ", word.toUpperCase(java.util.Locale.ROOT)}) {
                browser.type("dialog #typed", almost);
                assertThat(browser.shown("dialog #do").isEnabled())
                        .as("typed '" + almost + "'")
                        .isFalse();
            }
            browser.type("dialog #typed", word);
        });
    }

    private static void option(String name, String value) {
        browser.script("document.querySelectorAll('dialog details').forEach((d) => d.open = true)");
        browser.type("dialog [name='" + name + "']", value);
    }

    private static void stateIs(String state) {
        browser.says(".matter .state", state);
    }

    private static void usable() {
        assertThat(browser.script(UNUSABLE)).isEqualTo("");
    }

    @Test
    void everyButtonDoesWhatItSays(TestDatabase database, @TempDir Path folder) {
        Zdm zdm = Items.create(database);
        try (RunningConsole console = RunningConsole.start(database, folder)) {
            login(console, RunningConsole.TOKEN);
            browser.says("main", "No change is open");
            try (Zdm.Running run = zdm.start(Zdm.with(Items.CHANGE, "--chunk-rows=10", "--max-rate=50"))) {
                browser.says(".work .row", "RUNNING", "app.item", "backfill", "rows/s");
                usable();
                browser.click(".work .row a");
                stateIs("RUNNING in backfill");
                double before = done();
                browser.await("the bar moves by itself", () -> done() > before ? true : null);
                browser.says(".partitions", "p0001", "at work");
                browser.shown("figure[data-chart=rate] canvas");
                browser.shown("figure[data-chart=time] canvas");

                browser.click("[data-action=pause]").shown("dialog");
                browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
                browser.awaitGone("dialog");
                assertThat(browser.script("return document.activeElement.dataset.action"))
                        .isEqualTo("pause");
                act("pause");
                stateIs("PAUSED");
                browser.says("#said", "PAUSED");
                browser.says(".command", "zdm-batch pause 1", "exit 0: done");
                assertThat(browser.isShown("[data-action=pause]")).isFalse();
                act("resume");
                stateIs("RUNNING");
                act("tune", () -> option("--max-rate", "60"));
                browser.says(".command", "zdm-batch tune 1 --max-rate=60", "exit 0: done");
                act("stop");
                stateIs("STOPPED");
                run.result().exits(4);
            }
            browser.says(".timeline", "expand", "done", "backfill", "STOPPED");
            act(
                    "hold",
                    () -> browser.script("const e = document.querySelector(\"dialog [name='--until']\");"
                            + "e.value = '2099-01-01T00:00'; e.dispatchEvent(new Event('input'));"));
            stateIs("HELD");
            act("resume");
            stateIs("STOPPED");

            act("restart", () -> option("--max-rate", "100"));
            stateIs("RUNNING");
            browser.click("[data-stop]").shown("dialog");
            browser.click("dialog #do").awaitGone("dialog");
            stateIs("STOPPED");
            browser.says(".command", "exit 4: stopped, can be restarted");
            confirm("finalize", "app.item");
            stateIs("SWAPPED");
            assertThat(Items.type(database)).isEqualTo("character varying(40)");
            confirm("rollback", "app.item");
            stateIs("ROLLED_BACK");
            assertThat(Items.type(database)).isEqualTo("text");
            assertThat(browser.isShown(".actions button")).isFalse();
            besides(console);

            browser.click(".brand").says("main", "No change is open");
            zdm.run(Items.CHANGE).exits(0);
            browser.says(".contract .row", "SWAPPED", "contract");
            browser.click(".contract .row a");
            confirm("contract", "app.item");
            stateIs("COMPLETED");
            browser.click(".brand").click("[name=over]").says(".over", "COMPLETED", "ROLLED_BACK");

            halting(database);
            browser.click("[data-page=audit]").says("main", "contract", "change 2", "done");
            browser.says("main", "--max-rate=60", "halt", "incident 4711");
            usable();
            browser.click("[data-page=commands]").says("main", "zdm-batch contract 2", "zdm-batch halt --off");
            usable();
            themes(console);

            browser.click("#logout").shown("#token");
            assertThat(browser.address()).isEqualTo(console.url() + "/login");
            assertThat(browser.script("return fetch('/api/session').then((r) => r.status)"))
                    .isEqualTo(401L);
            assertThat(browser.takeErrors()).singleElement().asString().contains("/api/session", "401");
            browser.assertQuietWithin(console.url() + "/", "about:blank");
        }
    }

    private static double done() {
        return Double.parseDouble(
                String.valueOf(browser.shown(".progress progress").getAttribute("value")));
    }

    /** What stands beside a change's state. */
    private static void besides(RunningConsole console) {
        for (String title : new String[] {"Tuning", "History", "Log"}) {
            browser.script("[...document.querySelectorAll('details.behind')].find((d) => d.textContent.includes('"
                    + title + "')).open = true");
        }
        browser.says(".history", "stop-requested", "RUNNING → PAUSED");
        browser.shown(".log pre");
        browser.driver().switchTo().frame(browser.shown("iframe"));
        browser.says("body", "app.item");
        browser.driver().switchTo().defaultContent();
        browser.click(".runbook-head button");
        assertThat(browser.shown(".runbook-head button").getAttribute("aria-pressed"))
                .isEqualTo("true");
        usable();
        browser.width(360);
        usable();
        browser.click("[data-page=changes]");
        usable();
        browser.width(1400);
        browser.assertQuietWithin(console.url() + "/", "about:blank");
    }

    private static void halting(TestDatabase database) {
        act("halt", () -> {
            browser.type("dialog #typed", database.name()).click("dialog #do");
            browser.says("dialog", "This is missing");
            option("reason", "incident 4711");
        });
        browser.says("#banners", "HALTED", "incident 4711");
        assertThat(database.queryOne("SELECT reason FROM zdm.halt")).isEqualTo("incident 4711");
        act("halt-off");
        browser.awaitGone("#banners .banner");
    }

    private static void themes(RunningConsole console) {
        browser.prefers("dark");
        browser.await("the system's theme", () -> theme().equals("dark") ? true : null);
        browser.choose("#theme", "Light");
        assertThat(theme()).isEqualTo("light");
        browser.open(console.url() + "/#/audit").says("main", "Audit");
        browser.driver().navigate().refresh();
        assertThat(theme()).as("kept").isEqualTo("light");
        browser.prefers("light");
    }

    private static String theme() {
        return String.valueOf(browser.script("return document.documentElement.dataset.theme"));
    }

    @Test
    void whoMayNotDoesNotAndNamesAreShownAsTheyAre(TestDatabase database, @TempDir Path folder) throws Exception {
        String table = "<script>alert(1)</script>";
        String quoted = "it's a \"name\" & <b>";
        database.execute(
                "CREATE TABLE public.\"" + table + "\" (id bigint PRIMARY KEY, v text)",
                "CREATE TABLE public.\"" + quoted.replace("\"", "\"\"") + "\" (id bigint PRIMARY KEY, v text)");
        Zdm zdm = new Zdm(database);
        for (String name : new String[] {table, quoted}) {
            zdm.run(
                            "run",
                            "changeColumnType",
                            "--table=public.\"" + name.replace("\"", "\"\"") + "\"",
                            "--column=v",
                            "--to=varchar(40)",
                            "--until=expand")
                    .exits(0);
        }
        Path users = Files.createFile(
                folder.resolve("users"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(users, "somebody " + LOOKING + " read-only\nanother " + RunningConsole.TOKEN + "\n");
        try (RunningConsole console = RunningConsole.start(database, folder, Map.of(), "--users=" + users)) {
            browser.open(console.url() + "/#/audit").shown("#token");
            browser.click("#submit").says("#problem", "missing");
            browser.type("#token", "wrong").click("#submit").says("#problem", "not the console's token");
            assertThat(browser.takeErrors()).singleElement().asString().contains("/login", "401");

            login(console, LOOKING);
            browser.says("#banners", "Read-only");
            browser.says(".person", table, quoted);
            assertThat(browser.isShown("[data-action]")).isFalse();
            browser.type("[name=text]", "ALERT(1)").awaitGone("a[href$='/2']").says(".person", table);
            browser.choose("[name=state]", "RUNNING").says("main", "No change is like that");
            browser.choose("[name=state]", "all").type("[name=text]", "").says(".person", table, quoted);
            browser.click(".row a").says("h1", "changeColumnType");
            browser.says(".actions", "").says(".runbook", "Runbook");
            assertThat(browser.isShown("[data-action]")).isFalse();
            assertThat(posted(database, true)).isEqualTo(403L);
            login(console, RunningConsole.TOKEN);
            assertThat(posted(database, false)).as("without the header").isEqualTo(403L);
            assertThat(browser.takeErrors()).hasSize(2).allMatch(error -> error.contains("403"));
            assertThat(database.queryOne("SELECT count(*) FROM zdm.halt")).isEqualTo("0");

            literally(console, "1", "public." + table);
            literally(console, "2", "public." + quoted);
            confirm("rollback", "public." + quoted);
            stateIs("ROLLED_BACK");
            connectionLost();
            browser.assertQuietWithin(console.url() + "/", "about:blank");
        }
        browser.says("#banners", "Connection lost", "changes go on without this page");
        browser.takeErrors();
    }

    @Test
    void severalDatabasesAreToldApartAndOneMayBeOutOfReach(TestDatabase one, TestDatabase two, @TempDir Path folder) {
        Items.create(one).run(Items.CHANGE).exits(0);
        Items.create(two).run(Zdm.with(Items.CHANGE, "--until=expand")).exits(0);
        String url = Zdm.url(two, two.port());
        try (RunningConsole console = RunningConsole.start(
                one,
                folder,
                "--database=one=" + Zdm.url(one, one.port()),
                "--database=two=" + url,
                "--database=gone=" + url.replaceFirst("/[^/]*$", "/no_such_database"))) {
            login(console, RunningConsole.TOKEN);
            browser.says("#banners", "Database gone cannot be read", "Check the database's name");
            browser.says(".contract .row", "SWAPPED", "one").says(".person .row", "STOPPED", "two");
            usable();
            browser.click(".person .row a");
            stateIs("STOPPED");
            act("restart");
            stateIs("SWAPPED");
            assertThat(Items.type(two)).isEqualTo("character varying(40)");
            confirm("rollback", "app.item");
            stateIs("ROLLED_BACK");
            assertThat(new Zdm(one).state(1)).isEqualTo("SWAPPED");

            browser.click(".brand").says(".contract .row", "SWAPPED", "one");
            two.execute("ALTER DATABASE " + one.name() + " WITH ALLOW_CONNECTIONS false");
            end(two, one);
            browser.says("#banners", "Database one cannot be read", "not currently accepting connections");
            browser.says(".contract .row", "SWAPPED", "one", "as of");
            two.execute("ALTER DATABASE " + one.name() + " WITH ALLOW_CONNECTIONS true");
            browser.await("one is back", () -> !banners().contains("Database one") ? true : null);
            assertThat(banners()).contains("Database gone cannot be read");
            browser.assertQuietWithin(console.url() + "/", "about:blank");
        }
    }

    private static String banners() {
        return String.valueOf(browser.script("return document.getElementById('banners').textContent"));
    }

    /** Ends all sessions of a database, by way of another one of its server. */
    private static void end(TestDatabase other, TestDatabase database) {
        other.queryOne("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '"
                + database.name() + "'");
    }

    /** What becomes of a halt that a page asks for past its buttons. */
    private static Object posted(TestDatabase database, boolean token) {
        return String.valueOf(browser.script("""
                        const token = document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1];
                        return fetch('/api/databases/' + arguments[0] + '/halt', { method: 'POST',
                            headers: { 'Content-Type': 'application/json', ...(arguments[1] ? { 'X-XSRF-TOKEN': token } : {}) },
                            body: JSON.stringify({ off: false, reason: 'x', confirm: arguments[0] }) }).then((r) => r.status)
                        """, database.name(), token)).transform(Long::valueOf);
    }

    private static void literally(RunningConsole console, String id, String table) {
        browser.click(".brand").says(".person", table);
        browser.click(".person .row a[href$='/" + id + "']").says("h1", table.substring("public.".length()));
        browser.says(".facts", table);
        assertThat(browser.script("return document.querySelectorAll('main script, main b').length"))
                .isEqualTo(0L);
        usable();
        browser.click("[data-action=rollback]").says("dialog", table);
        browser.click("dialog [type=button]").awaitGone("dialog");
        assertThat(console.url()).isNotEmpty();
    }

    private static void connectionLost() {
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        offline(true);
        browser.says("#banners", "Connection lost", "What you see is old");
        browser.says("#link", "Connection lost");
        offline(false);
        browser.awaitGone("#banners .banner");
        browser.says("#link", "Live");
        browser.takeErrors();
    }

    private static void offline(boolean offline) {
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }
}
