package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Transactions of several rows in random order, beside whole changes of a key with foreign keys from it and to it: none of
 * them is ever chosen to end a deadlock, nor fails otherwise. {@code -Dzdm.long} for a minute of it.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(300)
class DeadlockTest {

    private static final Duration LEAST = Duration.ofSeconds(System.getProperty("zdm.long") == null ? 15 : 60);
    private static final int ROWS = 20_000;
    private static final int THREADS = 4;
    private static final long SEED = Long.getLong("zdm.seed", 1);

    private final TestDatabase database;
    private final Zdm zdm;

    DeadlockTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                // The engine's timeout is a little below, so that whatever it waits for twice is looked at by
                // PostgreSQL.
                "ALTER DATABASE " + database.name() + " SET deadlock_timeout = '200ms'",
                "CREATE SCHEMA app",
                "CREATE TABLE app.base (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0)",
                "CREATE TABLE app.item (id integer PRIMARY KEY REFERENCES app.base, n integer NOT NULL DEFAULT 0)",
                "CREATE TABLE app.part (id integer PRIMARY KEY, item integer NOT NULL REFERENCES app.item,"
                        + " n integer NOT NULL DEFAULT 0)",
                "CREATE INDEX part_item ON app.part (item)",
                "INSERT INTO app.base SELECT g FROM generate_series(1, %d) g".formatted(ROWS),
                "INSERT INTO app.item SELECT g FROM generate_series(1, %d) g".formatted(ROWS),
                "INSERT INTO app.part SELECT g, g FROM generate_series(1, %d) g".formatted(ROWS),
                "ANALYZE");
    }

    @Test
    void noStatementOfTheApplicationIsADeadlocksVictim() {
        System.out.println("DeadlockTest -Dzdm.seed=" + SEED);
        List<RandomWriter> writers = IntStream.range(0, THREADS)
                .mapToObj(i -> new RandomWriter(database, i, THREADS, ROWS, SEED + i))
                .toList();
        long changes = 0;
        writers.forEach(Thread::start);
        try {
            long deadline = System.nanoTime() + LEAST.toNanos();
            while (System.nanoTime() < deadline || changes % 2 != 0) {
                changes++;
                change(changes, changes % 2 == 0 ? "integer" : "bigint");
            }
        } finally {
            writers.forEach(RandomWriter::finish);
        }
        assertThat(writers.stream().flatMap(w -> w.failures().stream()))
                .as("-Dzdm.seed=" + SEED)
                .isEmpty();
        long written = writers.stream().mapToLong(RandomWriter::written).sum();
        assertThat(written).isGreaterThan(1000);
        assertThat(database.queryOne("SELECT (SELECT sum(n) FROM app.item) + (SELECT sum(n) FROM app.base)"
                        + " + (SELECT sum(n) FROM app.part)"))
                .isEqualTo(String.valueOf(written));
    }

    private void change(long number, String type) {
        zdm.run(
                        "run",
                        "changeColumnType",
                        "--table=app.item",
                        "--column=id",
                        "--to=" + type,
                        "--lock-timeout=150ms",
                        "--lock-attempts=100",
                        "--workers=2",
                        "--chunk-rows=1000")
                .exits(0);
        zdm.run("contract", "" + number, "--lock-timeout=150ms", "--lock-attempts=100")
                .exits(0);
    }
}
