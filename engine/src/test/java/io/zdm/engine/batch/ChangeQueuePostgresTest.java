package io.zdm.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.postgres.Database;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose turn it is. */
@ExtendWith(PostgresExtension.class)
@Timeout(120)
class ChangeQueuePostgresTest {

    private final TestDatabase server;
    private final Database database;
    private final ChangeQueue queue;
    private final Map<String, Long> tables = new HashMap<>();

    private @Nullable Claims one;
    private @Nullable Claims two;

    ChangeQueuePostgresTest(TestDatabase server) {
        this.server = server;
        this.database = new Database(server.dataSource());
        this.queue = new ChangeQueue(database);
    }

    @BeforeEach
    void create() throws SQLException {
        ZdmSchema.install(database);
        table("small", 1);
        table("middle", 2_000);
        table("large", 20_000);
        one = new Claims(server.connect());
        two = new Claims(server.connect());
    }

    @AfterEach
    void close() throws SQLException {
        one().close();
        two().close();
    }

    @Test
    void theLargestTableIsFirstUnlessAPrioritySaysOtherwiseAndATablesChangesKeepTheirOrder() {
        long small = queued(0, "small");
        long large = queued(0, "large");
        long largeToo = queued(0, "large");
        long urgent = queued(5, "middle");

        assertThat(all()).containsExactly(urgent, large, largeToo, small);
    }

    @Test
    void aPriorityCountsOnOneTableToo() {
        long usual = queued(0, "small");
        long urgent = queued(1, "small");

        assertThat(all()).containsExactly(urgent, usual);
    }

    @Test
    void whatHasBegunIsNotOvertakenByWhatIsUrgent() {
        long begun = queued(0, "small");
        queue.begun(begun);
        long urgent = queued(1, "small");

        assertThat(all()).containsExactly(begun, urgent);
    }

    @Test
    void nobodyOvertakesWhatIsHeldPausedStoppedOrHasFailed() {
        for (String way : List.of(
                "UPDATE zdm.change SET hold_until = clock_timestamp() + interval '1 hour' WHERE id = ",
                "UPDATE zdm.change SET paused = true WHERE id = ",
                "UPDATE zdm.queue SET set_aside = 'stopped' WHERE change_id = ",
                "UPDATE zdm.queue SET set_aside = 'failed' WHERE change_id = ",
                "UPDATE zdm.queue SET set_aside = 'refused' WHERE change_id = ")) {
            long first = queued(0, "small");
            long later = queued(0, "small");
            long urgent = queued(0, "large");
            server.execute(way + first);

            assertThat(all()).as(way).containsExactly(urgent);
            server.execute("DELETE FROM zdm.change WHERE id IN (" + first + ", " + later + ")");
        }
    }

    @Test
    void aHoldThatIsOverHoldsNoLonger() {
        long first = queued(0, "small");
        server.execute("UPDATE zdm.change SET hold_until = clock_timestamp() - interval '1 second'");

        assertThat(all()).containsExactly(first);
    }

    @Test
    void aChangeOfSeveralTablesOccupiesAllOfThem() {
        long before = queued(0, "small");
        long both = queued(0, "large", "small");
        long after = queued(0, "large");

        assertThat(one().next(List.of(before, both, after)).id()).isEqualTo(before);
        assertThat(two().next(List.of(before, both, after)).id())
                .as("the large one waits for the small one, and is not overtaken")
                .isNull();
        queue.done(before);
        one().release(before);
        assertThat(one().next(List.of(both, after)).id()).isEqualTo(both);
        assertThat(two().next(List.of(both, after)).id()).isNull();
    }

    @Test
    void whatDependsOnAnotherWaitsForItAndLendsItItsPriority() {
        long needed = queued(0, "small");
        long other = queued(1, "middle");
        long urgent = queued(5, "large");
        queue.after(urgent, needed);

        assertThat(all()).containsExactly(needed, urgent, other);
    }

    @Test
    void neverTwoAtOnceAndTheLoserWaitsForTheWinner() {
        long first = queued(0, "small");
        long second = queued(0, "small");
        List<Long> ids = List.of(first, second);

        assertThat(one().next(ids)).isEqualTo(new Claims.Pick(first, false));
        assertThat(two().next(ids)).isEqualTo(new Claims.Pick(null, true));
    }

    @Test
    void whatSomebodyHadWhoseSessionIsGoneIsPickedByTheNext() throws SQLException {
        long first = queued(0, "small");
        assertThat(one().next(List.of(first)).id()).isEqualTo(first);
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = "
                + ChangeQueue.CLAIM_CLASS);
        // Its locks go with the backend, a little later.
        database.value(
                "SELECT pg_advisory_xact_lock(?, ?::bigint::bit(32)::int)::text",
                String.class,
                ChangeQueue.CLAIM_CLASS,
                first);

        assertThat(two().next(List.of(first)).id()).isEqualTo(first);
    }

    @Test
    void aTableThatSomebodyOwnsIsNobodysTurn() throws SQLException {
        long first = queued(0, "small");
        try (var owner = server.connect();
                var statement = owner.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Ownership.LOCK_CLASS + ", " + tables.get("small") + ")");
            assertThat(one().next(List.of(first)).id()).isNull();
        }
    }

    @Test
    void aContractThatFailedHoldsNobodyBackAndComesLast() {
        long swapped = queued(0, "small");
        long later = queued(0, "small");
        queue.begun(swapped);
        queue.attempted(swapped, true, true);

        assertThat(all()).containsExactly(later, swapped);
    }

    @Test
    void attemptsAreCountedAndTheLastOneSetsItAside() {
        long failing = queued(0, "large");
        long other = queued(0, "small");
        queue.attempted(failing, true, false);

        assertThat(all()).as("after the others").containsExactly(other, failing);
        queue.attempted(failing, true, false);
        queue.attempted(failing, true, false);
        assertThat(queue.find(failing).orElseThrow().setAside()).isEqualTo("failed");
        assertThat(queue.find(failing).orElseThrow().attempts()).isEqualTo(3);
    }

    @Test
    void aPickOfAThousandReadsTenTimesAsMuchAsOneOfAHundred() {
        long hundred = blocksOfAPick(100);
        long thousand = blocksOfAPick(1000);

        assertThat(thousand).as("blocks; %d for a hundred", hundred).isLessThan(20 * hundred);
    }

    private long blocksOfAPick(int number) {
        server.execute("TRUNCATE zdm.change CASCADE");
        server.execute(
                "INSERT INTO zdm.change (kind, name, schema_name, table_name, table_oid, definition, digest, plan, until)"
                        + " SELECT 'k', 'n', 'public', 't', 100000 + g % 12, '{}', 'd', '{}', 'swap'"
                        + " FROM generate_series(1, " + number + ") g",
                "INSERT INTO zdm.queue (change_id, size_bytes, plan_anew, most_attempts)"
                        + " SELECT id, 1, false, 3 FROM zdm.change",
                "INSERT INTO zdm.queue_table (change_id, table_oid) SELECT id, table_oid FROM zdm.change",
                "ANALYZE zdm.change, zdm.queue, zdm.queue_table, zdm.queue_after");
        String ids = String.valueOf(server.queryOne("SELECT array_agg(id) FROM zdm.change"));
        List<@Nullable String> plan = server.queryList(
                "EXPLAIN (ANALYZE, BUFFERS, TIMING off) " + ChangeQueue.PICK.replace("ANY (?)", "ANY ('" + ids + "')"));
        Matcher blocks = Pattern.compile("shared hit=(\\d+)")
                .matcher(String.join("\n", plan.stream().map(String::valueOf).toList()));
        assertThat(blocks.find()).isTrue();
        return Long.parseLong(blocks.group(1));
    }

    private void table(String name, int rows) {
        server.execute(
                "CREATE TABLE " + name + " AS SELECT g, repeat('x', 100) AS t FROM generate_series(1, " + rows + ") g");
        tables.put(name, Long.valueOf(String.valueOf(server.queryOne("SELECT '" + name + "'::regclass::oid::bigint"))));
    }

    private long queued(int priority, String... occupied) {
        long id = Long.parseLong(String.valueOf(server.queryOne(
                "INSERT INTO zdm.change (kind, name, schema_name, table_name, table_oid, definition, digest, plan, until)"
                        + " VALUES ('k', 'n', 'public', '" + occupied[0] + "', '" + occupied[0]
                        + "'::regclass, '{}', 'd', '{}', 'swap') RETURNING id")));
        queue.add(
                id,
                priority,
                false,
                3,
                Arrays.stream(occupied)
                        .map(t -> Objects.requireNonNull(tables.get(t)))
                        .toList());
        return id;
    }

    /** Whatever there is to run, one after another. */
    private List<Long> all() {
        return LongStream.generate(() -> {
                    Long id = one().next(queue.open()).id();
                    if (id == null) {
                        return 0;
                    }
                    queue.done(id);
                    one().release(id);
                    return id;
                })
                .takeWhile(id -> id != 0)
                .boxed()
                .toList();
    }

    private Claims one() {
        return Objects.requireNonNull(one);
    }

    private Claims two() {
        return Objects.requireNonNull(two);
    }
}
