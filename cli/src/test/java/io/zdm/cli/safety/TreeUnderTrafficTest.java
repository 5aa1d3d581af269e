package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.Journal;
import io.zdm.testkit.JournalledTraffic;
import io.zdm.testkit.JournalledTraffic.Settings;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A partitioned table is changed while rows come, go and move between its parts: all of them are right, nothing failed. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class TreeUnderTrafficTest {

    private static final int ROWS = 12_000;
    private static final int WRITES = 200;
    private static final String[] RUN = {
        "run",
        "changeColumnType",
        "--table=app.r",
        "--column=v",
        "--to=bigint",
        "--chunk-time=20ms",
        "--max-rate=8000",
        "--workers=2"
    };

    private final TestDatabase database;
    private final Zdm zdm;

    TreeUnderTrafficTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
        Tree.create(database, ROWS);
    }

    @Test
    void forwardAndContract() throws SQLException {
        under(Integer.MAX_VALUE, traffic -> forward());
        // The new type's whole range is the application's from the swap on; the reverse trigger rejects none of it.
        under(Long.MAX_VALUE, traffic -> {
            someWrites(traffic);
            zdm.run("contract", "1").exits(0);
        });
        Tree.assertLike(database, Tree.ALTER);
    }

    @Test
    void backAfterTheSwap() throws SQLException {
        under(Integer.MAX_VALUE, traffic -> {
            forward();
            // Writes, and moves, that only the reverse trigger can bring home.
            someWrites(traffic);
            zdm.run("rollback", "1").exits(0);
        });
        Tree.assertLike(database);
    }

    private void forward() {
        zdm.run(Zdm.with(RUN, "--until=backfill")).exits(0);
        zdm.run("restart", "1", "--until=dependents").exits(0);
        zdm.run("restart", "1").exits(0);
    }

    private void under(long greatest, Consumer<JournalledTraffic> work) throws SQLException {
        try (JournalledTraffic traffic = new JournalledTraffic(
                        Tree.traffic(greatest),
                        database::connect,
                        Settings.threads(2).perSecond(150))
                .start()) {
            work.accept(traffic);
            someWrites(traffic);
            Journal journal = traffic.stop();
            assertThat(journal.failures()).isEmpty();
            try (Connection connection = database.connect()) {
                assertThat(journal.differences(connection, Function.identity())).isEmpty();
            }
        }
    }

    private static void someWrites(JournalledTraffic traffic) {
        long enough = traffic.journal().commits() + WRITES;
        Waiting.until(
                "the traffic commits " + enough + " times",
                () -> traffic.journal().commits() >= enough);
    }
}
