package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody changes the table while a change is under way: carried over or said, never lost. */
@ExtendWith(PostgresExtension.class)
@Timeout(120)
class DriftTest {

    private final TestDatabase database;
    private Zdm zdm;

    DriftTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        zdm = Items.create(database);
    }

    @Test
    void anIndexAddedAfterTheBackfillIsCarriedOver() {
        until("backfill");
        database.execute("CREATE INDEX item_v ON app.item (lower(v)) INCLUDE (n) WHERE v <> ''");
        goesOnLike("CREATE INDEX item_v ON app.item (lower(v)) INCLUDE (n) WHERE v <> ''");
    }

    @Test
    void anIndexAddedWhileTheSwapWaitsForItsLockIsCarriedOver() throws SQLException {
        until("verify");
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            database.execute("CREATE INDEX item_v ON app.item (v DESC)");
            reader.commit();
            restart.result().exits(0);
        }
        goesOnLike("CREATE INDEX item_v ON app.item (v DESC)");
    }

    @Test
    void anIndexMadeAnewUnderTheSameNameIsBuiltAnew() {
        database.execute("CREATE INDEX item_v ON app.item (v)");
        until("dependents");
        database.execute("DROP INDEX app.item_v", "CREATE INDEX item_v ON app.item (v DESC, n)");
        goesOnLike("CREATE INDEX item_v ON app.item (v DESC, n)");
    }

    @Test
    void anIndexThatWasDroppedStaysDropped() {
        database.execute("CREATE INDEX item_v ON app.item (v)");
        until("dependents");
        database.execute("DROP INDEX app.item_v");
        goesOnLike();
    }

    @Test
    void anIndexDroppedAndMadeAgainIsCarriedOver() {
        database.execute("CREATE INDEX item_v ON app.item (v)");
        until("dependents");
        database.execute("DROP INDEX app.item_v");
        zdm.run("restart", "1", "--until=verify").exits(0);
        database.execute("CREATE INDEX item_v ON app.item (v)");
        goesOnLike("CREATE INDEX item_v ON app.item (v)");
    }

    @Test
    void anIndexOfOursThatSomebodyDroppedIsBuiltAgain() {
        database.execute("CREATE INDEX item_v ON app.item (v)");
        until("verify");
        database.execute("DROP INDEX app.item_v__zdm_new");
        goesOnLike("CREATE INDEX item_v ON app.item (v)");
    }

    @Test
    void aCheckOfOursThatSomebodyDroppedIsMadeAgain() {
        database.execute("ALTER TABLE app.item ADD CONSTRAINT item_check CHECK (v <> 'x')");
        until("verify");
        database.execute("ALTER TABLE app.item DROP CONSTRAINT item_check__zdm_new");
        goesOnLike("ALTER TABLE app.item ADD CONSTRAINT item_check CHECK (v <> 'x')");
    }

    @Test
    void constraintsAndDefaultsAddedMeanwhileAreCarriedOver() {
        until("dependents");
        String[] added = {
            "ALTER TABLE app.item ADD CONSTRAINT item_check CHECK (v <> 'x')",
            "ALTER TABLE app.item ADD CONSTRAINT item_unique UNIQUE (v, n)",
            "ALTER TABLE app.item ALTER v SET NOT NULL, ALTER v SET DEFAULT 'd'",
            "COMMENT ON COLUMN app.item.v IS 'mine'"
        };
        database.execute(added);
        goesOnLike(added);
    }

    @Test
    void whatCannotBeKeptStopsTheChangeByName() {
        until("backfill");
        database.execute("CREATE VIEW app.newcomer AS SELECT v FROM app.item");
        assertThat(zdm.run("restart", "1").exits(6).err()).contains("newcomer");
        assertThat(Items.type(database)).isEqualTo("text");
        database.execute("DROP VIEW app.newcomer");
        goesOnLike();
    }

    @Test
    void aViewMadeWhileTheSwapWaitsStopsTheSwap() throws SQLException {
        until("verify");
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            database.execute("CREATE VIEW app.newcomer AS SELECT v FROM app.item");
            reader.commit();
            assertThat(restart.result().exits(6).err()).contains("newcomer");
        }
        assertThat(Items.type(database)).isEqualTo("text");
        assertThat(database.queryOne("SELECT count(v) FROM app.newcomer")).isEqualTo("5000");
    }

    @Test
    void contractDoesNotTakeAlongWhatCameAfterTheSwap() {
        until("swap");
        database.execute("CREATE INDEX late ON app.item (v__zdm_old)");
        assertThat(zdm.run("contract", "1").exits(6).err()).contains("late");
        assertThat(zdm.state(1)).isNotEqualTo("COMPLETED");
        database.execute("DROP INDEX app.late", "CREATE VIEW app.newcomer AS SELECT v__zdm_old FROM app.item");
        assertThat(zdm.run("contract", "1").exits(6).err()).contains("newcomer");
        database.execute("DROP VIEW app.newcomer");
        zdm.run("contract", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void rollbackDoesNotTakeAlongWhatCameAfterTheSwap() {
        until("swap");
        database.execute("CREATE INDEX late ON app.item (v)");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("late");
        assertThat(Items.type(database)).isEqualTo("character varying(40)");
        database.execute("DROP INDEX app.late");
        zdm.run("rollback", "1").exits(0);
        assertThat(Items.type(database)).isEqualTo("text");
    }

    @Test
    void anIndexOnTheNewColumnDoesNotHinderContract() {
        until("swap");
        database.execute("CREATE INDEX late ON app.item (v)");
        goesOnLike("CREATE INDEX late ON app.item (v)");
    }

    private void until(String phase) {
        zdm.run(Zdm.with(Items.CHANGE, "--until=" + phase)).exits(0);
    }

    /** Finishes, and compares with a table of the same name in another database on which these and a plain ALTER ran. */
    private void goesOnLike(String... added) {
        zdm.run("restart", "1").exits(0);
        zdm.run("contract", "1").exits(0);
        try (TestDatabase clone = database.server().createDatabase();
                Connection expected = clone.connect();
                Connection actual = database.connect()) {
            Items.create(clone);
            clone.execute(added);
            clone.execute("ALTER TABLE app.item ALTER v TYPE varchar(40)");
            assertThat(CatalogComparer.compare(
                            CatalogComparer.picture(expected, "app", "item"),
                            CatalogComparer.picture(actual, "app", "item")))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
