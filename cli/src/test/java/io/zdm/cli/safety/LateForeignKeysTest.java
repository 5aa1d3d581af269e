package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Foreign keys that are made in the swap: what happens where their validation, which comes after it, does not. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class LateForeignKeysTest {

    private static final String[] CHANGE = {"run", "changeColumnType", "--table=app.item", "--column=id", "--to=bigint"
    };

    private final TestDatabase database;
    private final Zdm zdm;

    LateForeignKeysTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (id int, n int, PRIMARY KEY (id, n)) PARTITION BY RANGE (n)",
                "CREATE TABLE app.item_1 PARTITION OF app.item DEFAULT",
                "INSERT INTO app.item SELECT g, g FROM generate_series(1, 500) g",
                "CREATE TABLE app.part (item int, n int, CONSTRAINT up FOREIGN KEY (item, n) REFERENCES app.item)",
                "INSERT INTO app.part SELECT g, g FROM generate_series(1, 500, 5) g",
                "CREATE TABLE app.parted (item int, n int, CONSTRAINT all_up FOREIGN KEY (item, n) REFERENCES app.item)"
                        + " PARTITION BY RANGE (n)",
                "CREATE TABLE app.parted_1 PARTITION OF app.parted DEFAULT",
                "INSERT INTO app.parted SELECT g, g FROM generate_series(1, 500, 5) g");
    }

    @Test
    void rowsWithoutPartnerAreFoundBeforeTheSwap() {
        orphan("part");
        String said = zdm.run(CHANGE).exits(6).err();
        assertThat(said).contains("without partner in app.item", "foreign key up of app.part", "(777, 777)");
        assertThat(database.queryOne("SELECT swapped_at FROM zdm.change")).isNull();

        database.execute("DELETE FROM app.part WHERE item = 777");
        orphan("parted");
        assertThat(zdm.run("restart", "1").exits(6).err()).contains("foreign key all_up of app.parted", "(777, 777)");

        database.execute("DELETE FROM app.parted WHERE item = 777");
        zdm.run("restart", "1").exits(0);
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, up true");
    }

    @Test
    void rowsWithoutPartnerAreFoundBeforeTheSwapBack() {
        zdm.run(CHANGE).exits(0);
        orphan("part");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("foreign key up of app.part");
        assertThat(type()).isEqualTo("bigint");

        database.execute("DELETE FROM app.part WHERE item = 777");
        zdm.run("restart", "1").exits(0);
        assertThat(type()).isEqualTo("integer");
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, up true");
    }

    @Test
    void whatIsNotValidatedYetHoldsForNewWritesAndRestartGoesOnThere() {
        unvalidated();
        assertThat(foreignKeys()).isEqualTo("all_up false, up false");
        assertThatThrownBy(() -> database.execute("INSERT INTO app.part VALUES (777, 777)"))
                .hasMessageContaining("violates foreign key constraint");
        assertThatThrownBy(() -> database.execute("DELETE FROM app.item WHERE id = 6"))
                .hasMessageContaining("violates foreign key constraint");
        assertThat(zdm.run("status", "1").exits(0).out()).contains("Swapped", "FAILED", "swap, until swap");

        permit();
        zdm.run("restart", "1").exits(0);
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, up true");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        zdm.run("rollback", "1").exits(0);
        assertThat(type()).isEqualTo("integer");
    }

    @Test
    void runningTheChangeAgainGoesOnThereToo() {
        unvalidated();
        permit();
        zdm.run(CHANGE).exits(0);
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, up true");
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    @Test
    void contractValidatesFirst() {
        unvalidated();
        assertThat(zdm.run("contract", "1").code()).isNotZero();
        assertThat(database.queryOne("SELECT count(*) FROM pg_attribute WHERE attname = 'id__zdm_old'"))
                .isEqualTo("2");

        permit();
        zdm.run("contract", "1").exits(0);
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, up true");
        assertThat(zdm.state(1)).isEqualTo("COMPLETED");
    }

    @Test
    void rollbackWorksFromThereAndTheOtherWayToo() throws SQLException {
        Map<String, String> before = picture();
        unvalidated();
        assertThat(zdm.run("rollback", "1").code()).isNotZero();
        assertThat(type()).isEqualTo("integer");
        assertThat(foreignKeys()).isEqualTo("all_up false, up false");
        assertThat(zdm.state(1)).isNotEqualTo("ROLLED_BACK");

        permit();
        zdm.run("restart", "1").exits(0);
        assertThat(zdm.state(1)).isEqualTo("ROLLED_BACK");
        assertThat(CatalogComparer.compare(before, picture())).isEmpty();
    }

    @Test
    void aForeignKeyDroppedAfterTheSwapStaysDropped() {
        unvalidated();
        database.execute("ALTER TABLE app.part DROP CONSTRAINT up", "ALTER TABLE app.parted_1 DROP CONSTRAINT all_up");
        permit();
        zdm.run("contract", "1").exits(0);
        assertThat(foreignKeys()).isEmpty();
    }

    @Test
    void aTablePartitionThatCameAfterTheSwapStopsTheRollbackWhereTheForeignKeyIsToItself() {
        database.execute("ALTER TABLE app.item ADD CONSTRAINT itself FOREIGN KEY (id, n) REFERENCES app.item");
        zdm.run(CHANGE).exits(0);
        database.execute(
                "CREATE TABLE app.item_2 PARTITION OF app.item FOR VALUES FROM (1000) TO (2000)",
                "INSERT INTO app.item (id, n) VALUES (1000, 1000)");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("app.item_2", "This command changed nothing");
        assertThat(type()).isEqualTo("bigint");

        database.execute(
                "DELETE FROM app.item WHERE id = 1000",
                "ALTER TABLE app.item DETACH PARTITION app.item_2",
                "DROP TABLE app.item_2");
        zdm.run("rollback", "1").exits(0);
        assertThat(type()).isEqualTo("integer");
        assertThat(foreignKeys()).isEqualTo("all_up true, all_up true, itself true, itself true, up true");
    }

    @Test
    void whatComesAfterTheValidationIsStillNoticed() {
        zdm.run(CHANGE).exits(0);
        database.execute("CREATE INDEX late ON app.item (id)");
        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("late");
        database.execute("DROP INDEX app.late");
        zdm.run("rollback", "1").exits(0);
    }

    /** Swapped; the validations fail as long as the event trigger is there. */
    private void unvalidated() {
        database.execute("""
                CREATE FUNCTION public.forbid() RETURNS event_trigger LANGUAGE plpgsql AS
                $$ BEGIN IF current_query() LIKE '%VALIDATE CONSTRAINT%up%' THEN RAISE 'not now'; END IF; END $$""", """
                CREATE EVENT TRIGGER forbid ON ddl_command_start WHEN TAG IN ('ALTER TABLE')
                EXECUTE FUNCTION public.forbid()""");
        assertThat(zdm.run(CHANGE).code()).isNotZero();
        assertThat(type()).isEqualTo("bigint");
    }

    private void permit() {
        database.execute("DROP EVENT TRIGGER forbid", "DROP FUNCTION public.forbid()");
    }

    private void orphan(String table) {
        database.execute("SET session_replication_role = replica; INSERT INTO app." + table + " VALUES (777, 777)");
    }

    private String type() {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, NULL) FROM pg_attribute"
                + " WHERE attrelid = 'app.item'::regclass AND attname = 'id'"));
    }

    /** With those of table partitions; the parts that refer to table partitions tell nothing before 18. */
    private String foreignKeys() {
        return String.valueOf(database.queryOne("""
                SELECT coalesce(string_agg(conname || ' ' || convalidated, ', ' ORDER BY conname), '') FROM pg_constraint k
                WHERE contype = 'f' AND confrelid = 'app.item'::regclass"""));
    }

    private Map<String, String> picture() throws SQLException {
        try (Connection connection = database.connect()) {
            Map<String, String> picture = new java.util.TreeMap<>();
            for (String table : new String[] {"item", "item_1", "part", "parted", "parted_1"}) {
                CatalogComparer.picture(connection, "app", table)
                        .forEach((key, value) -> picture.put(table + " " + key, value));
            }
            return picture;
        }
    }
}
