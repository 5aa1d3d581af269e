package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of a table that others refer to becomes bigint. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class KeysTest {

    private static final String[] CHANGE = {"run", "changeColumnType", "--table=app.item", "--column=id", "--to=bigint"
    };

    private final TestDatabase database;
    private final Zdm zdm;

    KeysTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (id serial PRIMARY KEY, v text)",
                "INSERT INTO app.item (v) SELECT 'v' FROM generate_series(1, 5000)",
                "CREATE TABLE app.part (id serial PRIMARY KEY, item int CONSTRAINT part_item REFERENCES app.item)",
                "INSERT INTO app.part (item) SELECT g FROM generate_series(1, 5000, 3) g");
    }

    @Test
    void anIdAboveTheOldTypeIsTakenAndNamedByRollback() {
        zdm.run(CHANGE).exits(0);
        database.execute("INSERT INTO app.item (id, v) VALUES (3000000000, 'far')");
        assertThat(database.queryOne("SELECT id__zdm_old FROM app.item WHERE id = 3000000000"))
                .isNull();

        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("3000000000");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");

        database.execute("DELETE FROM app.item WHERE id = 3000000000");
        zdm.run("rollback", "1").exits(0);
        assertThat(type("item")).isEqualTo("integer");
    }

    @Test
    void aSequenceAboveTheOldTypeIsNamedByRollback() {
        zdm.run(CHANGE).exits(0);
        database.execute("SELECT setval('app.item_id_seq', 3000000000)");

        Zdm.Result result = zdm.run("rollback", "1");
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("app.item_id_seq is at 3000000000");
        assertThat(type("item")).isEqualTo("bigint");

        database.execute("SELECT setval('app.item_id_seq', 6000)");
        zdm.run("restart", "1").exits(0);
        assertThat(type("item")).isEqualTo("integer");
        assertThat(database.queryOne("INSERT INTO app.item (v) VALUES ('next') RETURNING id"))
                .isEqualTo("6001");
    }

    @Test
    void aForeignKeyAddedMeanwhileIsCarriedOver() throws SQLException {
        zdm.run(Zdm.with(CHANGE, "--until=dependents")).exits(0);
        database.execute("ALTER TABLE app.part ADD CONSTRAINT late FOREIGN KEY (id) REFERENCES app.item");
        finishes();
        assertThat(foreignKeys()).containsExactly("late true", "part_item true");
    }

    @Test
    void aForeignKeyDroppedMeanwhileStaysDropped() throws SQLException {
        zdm.run(Zdm.with(CHANGE, "--until=dependents")).exits(0);
        database.execute("ALTER TABLE app.part DROP CONSTRAINT part_item");
        finishes();
        assertThat(foreignKeys()).isEmpty();
    }

    @Test
    void aKeyMadeAnewMeanwhileIsBuiltAnewWithWhatRestsOnIt() throws SQLException {
        zdm.run(Zdm.with(CHANGE, "--until=dependents")).exits(0);
        database.execute(
                "ALTER TABLE app.item DROP CONSTRAINT item_pkey CASCADE",
                "ALTER TABLE app.item ADD CONSTRAINT item_pkey PRIMARY KEY (id) WITH (fillfactor = 61)",
                "ALTER TABLE app.part ADD CONSTRAINT part_item FOREIGN KEY (item) REFERENCES app.item");
        finishes();
        assertThat(foreignKeys()).containsExactly("part_item true");
        assertThat(database.queryOne("SELECT reloptions FROM pg_class WHERE relname = 'item_pkey'"))
                .isEqualTo("{fillfactor=61}");
    }

    @Test
    void aSequenceChangedMeanwhileIsNoticed() {
        zdm.run(Zdm.with(CHANGE, "--until=verify")).exits(0);
        database.execute("ALTER SEQUENCE app.item_id_seq INCREMENT 7");
        zdm.run("restart", "1").exits(0);
        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne(
                        "SELECT seqincrement FROM pg_sequence WHERE seqrelid = 'app.item_id_seq'::regclass"))
                .isEqualTo("7");
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change WHERE plan::text LIKE '%increment 7%'"))
                .isEqualTo("1");
    }

    @Test
    void changesAtBothEndsOfAForeignKeyComeOneAfterTheOther() throws SQLException {
        String[] other = {"run", "changeColumnType", "--table=app.part", "--column=item", "--to=bigint"};
        zdm.run(Zdm.with(other, "--until=expand")).exits(0);
        zdm.run(Zdm.with(CHANGE, "--until=dependents")).exits(0);
        assertThat(zdm.run("restart", "1").exits(6).err()).contains("part_item__zdm_new", "app.item");
        zdm.run("restart", "2", "--until=swap").exits(0);
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.run("plan", "changeColumnType", "--table=app.item", "--column=v", "--to=varchar(9)")
                        .code())
                .isZero();
        zdm.run("rollback", "2").exits(0);
        zdm.run(Zdm.with(CHANGE, "--until=swap")).exits(0);
        zdm.run("rollback", "1").exits(0);
        zdm.run("contract", "3").exits(0);
        assertThat(foreignKeys()).containsExactly("part_item true");
        assertThat(type("item")).isEqualTo("bigint");
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    @Test
    void whileTheOtherEndIsBeingBuiltAnewAPlanIsRefused() {
        String[] other = {"run", "changeColumnType", "--table=app.part", "--column=item", "--to=bigint"};
        zdm.run(Zdm.with(other, "--until=dependents")).exits(0);
        assertThat(zdm.run(CHANGE).exits(3).err()).contains("another-change", "part_item__zdm_new");
        zdm.run("restart", "1").exits(0);
        zdm.run(CHANGE).exits(0);
    }

    @Test
    void aBusyReferencingTableIsWaitedForWithoutHoldingTheOther() throws SQLException {
        zdm.run(Zdm.with(CHANGE, "--until=verify")).exits(0);
        try (OpenTransaction writer = new OpenTransaction(database, "UPDATE app.part SET id = id WHERE id = 1");
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            database.execute("SET statement_timeout = '10s'; UPDATE app.item SET v = 'w' WHERE id = 7");
            writer.commit();
            restart.result().exits(0);
        }
        assertThat(type("item")).isEqualTo("bigint");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writersGetNewIdsAllTheTime(boolean identity) throws SQLException {
        if (identity) {
            database.execute(
                    "ALTER TABLE app.item ALTER id DROP DEFAULT",
                    "DROP SEQUENCE app.item_id_seq",
                    "ALTER TABLE app.item ALTER id ADD GENERATED ALWAYS AS IDENTITY (START 5001)");
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> writer = CompletableFuture.supplyAsync(() -> write(over));
        zdm.run(CHANGE).exits(0);
        zdm.run("rollback", "1").exits(0);
        zdm.run(CHANGE).exits(0);
        zdm.run("contract", "2").exits(0);
        over.set(true);
        long written =
                writer.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(written).isPositive();
        assertThat(database.queryOne("SELECT count(*) || ' ' || count(*) FILTER (WHERE v = 'w') || ' ' || max(id)"
                        + " FROM app.item"))
                .isEqualTo((5000 + written) + " " + written + " " + (5000 + written));
    }

    /** Each insert gets the next number: none is lost, none comes twice. */
    private long write(AtomicBoolean over) {
        long written = 0;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            while (!over.get()) {
                statement.execute("INSERT INTO app.item (v) VALUES ('w')");
                written++;
            }
            return written;
        } catch (SQLException e) {
            throw new IllegalStateException("after " + written + " rows", e);
        }
    }

    private void finishes() throws SQLException {
        zdm.run("restart", "1").exits(0);
        zdm.run("contract", "1").exits(0);
        assertThat(type("item")).isEqualTo("bigint");
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    private List<String> foreignKeys() {
        return database
                .queryList("SELECT conname || ' ' || convalidated FROM pg_constraint WHERE contype = 'f'"
                        + " AND connamespace = 'app'::regnamespace ORDER BY conname")
                .stream()
                .map(String::valueOf)
                .toList();
    }

    private String type(String table) {
        return String.valueOf(database.queryOne("SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'app."
                + table + "'::regclass AND attname = 'id'"));
    }
}
