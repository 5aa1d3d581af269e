package io.zdm.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.catalog.UsableKey.KeyColumn;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.ChunkWriter.Next;
import io.zdm.engine.postgres.ChunkWriter.Written;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ChunkWriterPostgresTest {

    private static final BackfillStep STEP = new BackfillStep(
            "backfill",
            Phase.BACKFILL,
            "Fill",
            false,
            List.of(new Walk(
                    "public.pairs",
                    new UsableKey("pairs_pkey", List.of(new KeyColumn("a", "integer"), new KeyColumn("b", "text"))))),
            List.of(new Assignment("filled", "text", "given", "given", "true")));

    @BeforeEach
    void table(TestDatabase database) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE pairs (a integer, b text, given text, filled text, PRIMARY KEY (a, b))");
            statement.execute("INSERT INTO pairs SELECT g / 10, 'b' || g % 10, 'v' || g FROM generate_series(0, 99) g");
        }
    }

    @Test
    void writesTheFirstRowsOfTheRangeAndSaysWhereTheyEnd(TestDatabase database) {
        Database target = new Database(database.dataSource());

        Next next = writeNext(target, new KeyRange(List.of("0", "b4"), null), 17);

        assertThat(next).isEqualTo(new Next(List.of("2", "b1"), 17));
        assertThat(filled(target)).isEqualTo(17);
    }

    @Test
    void theRowBecauseOfWhichAChunkFailsIsFound(TestDatabase database) throws Exception {
        Database target = new Database(database.dataSource());
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE pairs ADD CHECK (filled <> 'v57')");
        }

        String row = new RejectedRow(target, new ChunkWriter(target, STEP))
                .in(new KeyRange(List.of("1", "b4"), null))
                .text();

        assertThat(row).isEqualTo("the row 5, b7");
        assertThat(filled(target)).isZero();
    }

    @Test
    void writesNothingWhereTheRangeHasFewerRows(TestDatabase database) {
        Database target = new Database(database.dataSource());

        Next next = writeNext(target, new KeyRange(List.of("9", "b4"), List.of("9", "b8")), 17);

        assertThat(next).isEqualTo(new Next(null, 0));
        assertThat(filled(target)).isZero();
    }

    @Test
    void leavesRowsThatOthersHoldAndCountsThem(TestDatabase database) throws Exception {
        Database target = new Database(database.dataSource());
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE pairs SET given = 'mine' WHERE a = 1 AND b = 'b3'");
            statement.execute("INSERT INTO pairs VALUES (1, 'b31', 'new')");

            Next next = writeNext(target, KeyRange.ALL, 20);

            assertThat(next).isEqualTo(new Next(List.of("1", "b9"), 19));
            assertThat(written(target, KeyRange.ALL.to(List.of("1", "b9")))).isEqualTo(new Written(1, 0, 0));
            other.rollback();
        }
    }

    @Test
    @Timeout(60)
    void doesNotWaitForAForeignKeysCheckOnceTheShadowIsInAUniqueIndex(TestDatabase database) throws Exception {
        database.execute("UPDATE pairs SET filled = 'other ' || a || b", "CREATE UNIQUE INDEX ON pairs (filled)");
        Database target = new Database(database.dataSource());
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM pairs WHERE a = 1 AND b = 'b3' FOR KEY SHARE");

            assertThat(written(target, KeyRange.ALL)).isEqualTo(new Written(100, 99, 99));
            other.rollback();
        }
    }

    @Test
    void twoVisitsWriteEveryRowOnce(TestDatabase database) {
        Database target = new Database(database.dataSource());
        ChunkWriter writer = new ChunkWriter(target, STEP);
        KeyRange range = KeyRange.ALL.to(List.of("4", "b9"));

        Next first = target.inTransaction(() -> writer.visitNext(KeyRange.ALL, 50));
        assertThat(first.bound()).isEqualTo(range.upTo());
        assertThat(first.done()).isBetween(10L, 45L);
        assertThat(filled(target)).isEqualTo(first.done());
        assertThat(writer.differing(range)).isEqualTo(50 - first.done());

        long second = target.inTransaction(() -> writer.visitAgain(range));

        assertThat(second).isEqualTo(50 - first.done());
        assertThat(filled(target)).isEqualTo(50);
        assertThat(writer.differing(range)).isZero();
    }

    private static Written written(Database target, KeyRange range) {
        ChunkWriter writer = new ChunkWriter(target, STEP);
        return target.inTransaction(() -> {
            writer.begin();
            return writer.writeDiffering(range);
        });
    }

    private static Next writeNext(Database target, KeyRange range, int rows) {
        ChunkWriter writer = new ChunkWriter(target, STEP);
        return target.inTransaction(() -> {
            writer.begin();
            return writer.writeNext(range, rows);
        });
    }

    private static long filled(Database target) {
        return target.value("SELECT count(*) FROM pairs WHERE filled = given", Long.class);
    }
}
