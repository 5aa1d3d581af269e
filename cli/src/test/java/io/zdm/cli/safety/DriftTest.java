package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody changes the table while a change is under way: carried over or said, never lost. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
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
        database.execute("CREATE MATERIALIZED VIEW app.newcomer AS SELECT v FROM app.item");
        assertThat(zdm.run("restart", "1").exits(6).err()).contains("newcomer");
        assertThat(Items.type(database)).isEqualTo("text");
        database.execute("DROP MATERIALIZED VIEW app.newcomer");
        goesOnLike();
    }

    @Test
    void aViewMadeWhileTheSwapWaitsIsCarriedOver() throws SQLException {
        until("verify");
        String view = "CREATE VIEW app.newcomer AS SELECT v FROM app.item";
        try (OpenTransaction reader = new OpenTransaction(database, Items.READING);
                Zdm.Running restart = zdm.start("restart", "1")) {
            restart.says("Waiting for ACCESS EXCLUSIVE");
            database.execute(view);
            reader.commit();
            restart.result().exits(0);
        }
        contractsLike(view, "ALTER TABLE app.item ALTER v TYPE varchar(40)");
    }

    /** Each is changed between two commands; a swap that went by the old plan would undo it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE VIEW app.above AS SELECT count(*) AS n, max(v) AS v FROM app.seen",
                "GRANT SELECT ON app.above TO PUBLIC",
                "GRANT UPDATE (v) ON app.seen TO PUBLIC",
                "COMMENT ON COLUMN app.seen.v IS 'mine'",
                "ALTER VIEW app.seen SET (security_barrier)",
                "ALTER VIEW app.seen ALTER v SET DEFAULT 'd'::text",
                "COMMENT ON VIEW app.above IS 'mine'",
                "DROP VIEW app.above",
                "CREATE VIEW app.newcomer AS SELECT n FROM app.above",
                "CREATE RULE nothing AS ON DELETE TO app.above DO INSTEAD NOTHING",
                "CREATE TRIGGER instead INSTEAD OF DELETE ON app.above FOR EACH ROW EXECUTE FUNCTION app.f()",
                "COMMENT ON RULE into_seen ON app.seen IS 'mine'",
                "DROP RULE into_seen ON app.seen",
                "DROP POLICY mine ON app.item",
                "ALTER POLICY mine ON app.item USING (v <> 'hidden')",
                "ALTER POLICY mine ON app.item TO CURRENT_USER",
                "COMMENT ON POLICY mine ON app.item IS 'mine'",
                "ALTER TABLE app.item DISABLE TRIGGER of_v",
                "COMMENT ON TRIGGER of_v ON app.item IS 'mine'",
                "DROP TRIGGER of_v ON app.item",
                "ALTER TABLE app.item DISABLE TRIGGER silenced",
                "COMMENT ON TRIGGER silenced ON app.item IS 'mine'",
                "DROP TRIGGER silenced ON app.item",
                "CREATE TRIGGER newcomer AFTER UPDATE ON app.item FOR EACH STATEMENT EXECUTE FUNCTION app.f()",
                "CREATE OR REPLACE TRIGGER silenced AFTER UPDATE ON app.item FOR EACH ROW WHEN (OLD.n > 3)"
                        + " EXECUTE FUNCTION app.f()",
                "ALTER TABLE app.item DISABLE RULE deleted",
                "DROP RULE deleted ON app.item",
                "ALTER PUBLICATION filtered SET TABLE app.item WHERE (v <> 'other')",
                "ALTER PUBLICATION filtered DROP TABLE app.item"
            })
    void whatIsBoundToTheColumnAndWasChangedMeanwhileIsCarriedOver(String changed) {
        database.execute(BOUND);
        until("verify");
        database.execute(changed);
        zdm.run("restart", "1").exits(0);
        contractsLike(changed, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TRIGGER silenced ON app.item",
                "ALTER TABLE app.item DISABLE TRIGGER silenced",
                "ALTER TABLE app.item ENABLE ALWAYS TRIGGER silenced",
                "COMMENT ON TRIGGER silenced ON app.item IS 'mine'",
                "CREATE TRIGGER newcomer AFTER UPDATE ON app.item FOR EACH STATEMENT EXECUTE FUNCTION app.f()"
            })
    void rollbackBeforeTheSwapLeavesWhatWasDoneToTriggersMeanwhile(String changed) throws SQLException {
        database.execute(BOUND);
        until("verify");
        database.execute(changed);
        zdm.run("rollback", "1").exits(0);
        try (TestDatabase clone = database.server().createDatabase()) {
            Items.create(clone);
            clone.execute(BOUND);
            clone.execute(changed);
            assertSame(clone);
        }
    }

    private static final String[] BOUND = {
        "CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TABLE app.log (v text)",
        "CREATE VIEW app.seen AS SELECT id, v FROM app.item",
        "CREATE VIEW app.above AS SELECT count(*) AS n, min(v) AS v FROM app.seen",
        "CREATE RULE into_seen AS ON INSERT TO app.seen DO INSTEAD INSERT INTO app.log (v) VALUES (NEW.v)",
        "CREATE RULE deleted AS ON DELETE TO app.item DO ALSO INSERT INTO app.log (v) VALUES (OLD.v)",
        "CREATE POLICY mine ON app.item USING (v <> '')",
        "CREATE TRIGGER of_v AFTER UPDATE OF v ON app.item FOR EACH ROW EXECUTE FUNCTION app.f()",
        "CREATE TRIGGER silenced AFTER UPDATE ON app.item FOR EACH ROW EXECUTE FUNCTION app.f()",
        "CREATE PUBLICATION filtered FOR TABLE app.item WHERE (v <> '') WITH (publish = 'insert')"
    };

    /** The same, and then PostgreSQL's own view of the new type: everything bound to it dropped and made again. */
    private void contractsLike(String changed, @Nullable String alter) {
        zdm.run("contract", "1").exits(0);
        try (TestDatabase clone = database.server().createDatabase()) {
            Items.create(clone);
            if (alter == null) {
                clone.execute("ALTER TABLE app.item ALTER v TYPE varchar(40)");
                clone.execute(BOUND);
                clone.execute(changed);
            } else {
                clone.execute(alter, changed);
            }
            assertSame(clone);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertSame(TestDatabase clone) throws SQLException {
        try (Connection expected = clone.connect();
                Connection actual = database.connect()) {
            assertThat(CatalogComparer.compare(
                            CatalogComparer.picture(expected, "app", "item"),
                            CatalogComparer.picture(actual, "app", "item")))
                    .isEmpty();
            assertThat(CatalogComparer.foreignTraces(actual)).isEmpty();
        }
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
