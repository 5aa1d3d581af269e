package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An open transaction that holds each of PostgreSQL's locks before each phase: the engine waits or passes by, and readers
 * beside it never wait its lock timeout longer than readers of another table. Exhausted attempts are in {@link LocksTest}.
 * {@code -Dzdm.long} waits for the longer attempts.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class LockModesTest {

    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofMillis(100);

    /** Phases that are gone through one by one, with the command that does it. */
    private static final Map<String, List<String>> COMMANDS = Map.of(
            "backfill", List.of("restart", "1", "--until=backfill"),
            "dependents", List.of("restart", "1", "--until=dependents"),
            "verify", List.of("restart", "1", "--until=verify"),
            "swap", List.of("restart", "1", "--until=swap"),
            "rollback", List.of("rollback", "1"),
            "contract", List.of("contract", "2"));

    /** What an engine says that does not get its lock, or waits for older transactions. */
    private static final List<String> WAITS = List.of(
            System.getProperty("zdm.long") == null ? "attempt 4 of" : "attempt 7 of",
            "A chunk could not get its lock",
            "are held by other transactions; coming back to them",
            "Waiting for transactions that are older",
            "The index build waits for transactions",
            "Waiting: ");

    private final TestDatabase database;
    private Zdm zdm;

    LockModesTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
        database.execute("CREATE INDEX item_v ON app.item (v)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK TABLE app.item IN ACCESS SHARE MODE",
                "LOCK TABLE app.item IN ROW SHARE MODE",
                "LOCK TABLE app.item IN ROW EXCLUSIVE MODE",
                "LOCK TABLE app.item IN SHARE UPDATE EXCLUSIVE MODE",
                "LOCK TABLE app.item IN SHARE MODE",
                "LOCK TABLE app.item IN SHARE ROW EXCLUSIVE MODE",
                "LOCK TABLE app.item IN EXCLUSIVE MODE",
                "LOCK TABLE app.item IN ACCESS EXCLUSIVE MODE",
                "SELECT FROM app.item WHERE id % 700 = 0 FOR UPDATE",
                // Its snapshot stays, too.
                "SELECT v FROM app.item"
            })
    void heldBeforeEachPhase(String held) throws Exception {
        String[] expand = Zdm.with(Items.CHANGE, "--until=expand");
        if (held.contains("ACCESS EXCLUSIVE")) {
            // Not even a plan can be made.
            try (OpenTransaction holder = new OpenTransaction(database, held)) {
                assertThat(zdm.run(expand).exits(5).err())
                        .contains("Could not look at app.item")
                        .contains("pid " + holder.pid());
            }
            zdm.run(expand).exits(0);
        } else {
            step(held, "expand", expand);
        }
        for (String phase : List.of("backfill", "dependents", "verify", "swap", "rollback")) {
            step(held, phase, command(phase));
        }
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");
        zdm.run(Items.CHANGE).exits(0);
        step(held, "contract", command("contract"));
        assertThat(zdm.state(2)).isEqualTo("COMPLETED");
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
    }

    private static String[] command(String phase) {
        return COMMANDS.getOrDefault(phase, List.of()).toArray(String[]::new);
    }

    private void step(String held, String phase, String[] command) throws Exception {
        List<String> said = new ArrayList<>();
        Duration longest;
        Duration elsewhere;
        // Behind ACCESS EXCLUSIVE readers wait for the application itself.
        boolean readable = !held.contains("ACCESS EXCLUSIVE");
        try (Readers control = Readers.control(database);
                OpenTransaction holder = new OpenTransaction(database, held)) {
            Readers readers = readable ? Readers.of(database) : null;
            try (Zdm.Running run = zdm.start(command)) {
                Waiting.until("it waits or has ended", () -> run.code().isDone() || waits(run), run::errors);
                said.add(run.errors());
                holder.commit();
                Zdm.Result result = run.result();
                if (result.code() == 5 && held.contains("ACCESS EXCLUSIVE")) {
                    // Not even its keys can be looked at.
                    result = zdm.run(command);
                }
                result.exits(0);
            } finally {
                if (readers != null) {
                    readers.close();
                }
            }
            longest = readers == null ? Duration.ZERO : readers.longest();
            elsewhere = control.longest();
        } catch (SQLException e) {
            throw new AssertionError(held + " before " + phase + ": " + e.getMessage() + said, e);
        }
        System.out.printf("%s, %s: %d ms, elsewhere %d ms%n", held, phase, longest.toMillis(), elsewhere.toMillis());
        assertThat(longest)
                .as("%s before %s, elsewhere %s: %s", held, phase, elsewhere, said)
                .isLessThan(LOCK_TIMEOUT.plus(GRACE).plus(elsewhere));
    }

    private static boolean waits(Zdm.Running run) {
        String said = run.errors();
        return WAITS.stream().anyMatch(said::contains);
    }
}
