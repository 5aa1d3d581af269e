package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead rows that the backfill leaves behind. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class BloatTest {

    private static final String[] CHANGE = {
        "run",
        "changeColumnType",
        "--table=app.wide",
        "--column=v",
        "--to=bigint",
        "--until=backfill",
        "--chunk-time=50ms"
    };

    private final TestDatabase database;
    private final Zdm zdm;

    BloatTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.wide (id bigint PRIMARY KEY, v integer NOT NULL, t text)"
                        + " WITH (autovacuum_enabled = off)",
                "INSERT INTO app.wide SELECT g, g, 'some words about ' || g FROM generate_series(1, 240000) g",
                "VACUUM ANALYZE app.wide");
    }

    @Test
    void theTableIsVacuumedBetweenChunksSoThatLaterOnesFindRoom() {
        assertThat(zdm.run(Zdm.with(CHANGE, "--max-bloat=25%")).exits(0).err()).contains("Vacuuming app.wide");
        assertThat(deadSpace()).isLessThan(0.4);
    }

    @Test
    void soAreTheTablePartitionsEachByItself() {
        database.execute(
                "ALTER TABLE app.wide RENAME TO plain",
                "CREATE TABLE app.wide (id bigint PRIMARY KEY, v integer NOT NULL, t text) PARTITION BY RANGE (id)",
                "DO $$ BEGIN FOR i IN 0..3 LOOP EXECUTE format('CREATE TABLE app.wide_%s PARTITION OF app.wide FOR VALUES"
                        + " FROM (%s) TO (%s) WITH (autovacuum_enabled = off)', i, i * 60000 + 1, i * 60000 + 60001);"
                        + " END LOOP; END $$",
                "INSERT INTO app.wide SELECT * FROM app.plain",
                "VACUUM ANALYZE app.wide");
        assertThat(zdm.run(CHANGE).exits(0).err()).contains("Vacuuming app.wide_");
        assertThat(deadSpace()).isLessThan(0.4);
    }

    @Test
    void manyIndexesDoNotKeepItFromBeingVacuumed() {
        for (String index : new String[] {"v", "t", "v, t", "t, v", "id, v", "md5(t)"}) {
            database.execute("CREATE INDEX ON app.wide (" + index + ")");
        }
        assertThat(zdm.run(CHANGE).exits(0).err()).contains("Vacuuming app.wide");
        assertThat(deadSpace()).isLessThan(0.4);
    }

    @Test
    void whoNeedsTheDeadRowsIsNamedAndNothingIsVacuumedForNothing() throws SQLException {
        try (OpenTransaction old = new OpenTransaction(
                database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT 'an old report' FROM pg_class")) {
            assertThat(zdm.run(Zdm.with(CHANGE, "--max-bloat=25%")).exits(0).err())
                    .contains("have to stay; they are needed by pid " + old.pid())
                    .contains("an old report")
                    .doesNotContain("Vacuuming");
        }
    }

    @Test
    void noVacuumWhereNoneIsWanted() {
        assertThat(zdm.run(Zdm.with(CHANGE, "--max-bloat=0")).exits(0).err()).doesNotContain("Vacuuming");
        zdm.run(Zdm.with(CHANGE, "--max-bloat=a lot")).exits(2);
    }

    /** What is not of the size of the rows written anew, as a part of that. */
    private double deadSpace() {
        database.execute("CREATE TABLE app.fresh AS SELECT * FROM app.wide");
        return Double.parseDouble(
                        String.valueOf(
                                database.queryOne(
                                        "SELECT sum(pg_relation_size(oid))::float8 / pg_relation_size('app.fresh') FROM pg_class"
                                                + " WHERE relnamespace = 'app'::regnamespace AND relname LIKE 'wide%' AND relkind = 'r'")))
                - 1;
    }
}
