package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The schema zdm goes only when nothing needs it any more. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class UninstallTest {

    private static final String INSTALLED = "SELECT to_regnamespace('zdm') IS NOT NULL";

    private final TestDatabase database;
    private final Zdm zdm;

    UninstallTest(TestDatabase database) {
        this.database = database;
        this.zdm = Items.create(database);
    }

    @Test
    void whereNothingIsThereIsNothingToDo() {
        assertThat(zdm.run("uninstall").exits(0).out()).contains("nothing to do");
    }

    @Test
    void isRefusedWhileAChangeIsOpenAndLeavesNothingAfterwards() throws SQLException {
        zdm.run(Items.CHANGE).exits(0);

        assertThat(zdm.run("uninstall").exits(3).err())
                .contains("open changes: 1 (changeColumnType-item, SWAPPED)")
                .contains("Contract or roll back");
        assertThat(database.queryOne(INSTALLED)).isEqualTo("t");
        zdm.run("rollback", "1").exits(0);

        assertThat(zdm.run("uninstall", "--output=json").exits(0).out().strip()).isEqualTo("{\"removed\":true}");
        assertThat(database.queryOne(INSTALLED)).isEqualTo("f");
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
        zdm.run(Items.CHANGE).exits(0);
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
    }

    /** A script that was run by hand leaves them where the engine was never installed. */
    @Test
    void theNotesOfAScriptAreInNobodysWayAndGoToo() {
        database.execute("CREATE SCHEMA zdm", "CREATE TABLE zdm.script_note (script bigint, step text)");

        zdm.run(Items.CHANGE).exits(0);
        zdm.run("contract", "1").exits(0);
        zdm.run("uninstall").exits(0);

        assertThat(database.queryOne("SELECT count(*) FROM pg_namespace WHERE nspname = 'zdm'"))
                .isEqualTo("0");
    }

    @Test
    void isRefusedWhereSomebodysOwnRestsOnIt() {
        zdm.run(Items.CHANGE).exits(0);
        zdm.run("contract", "1").exits(0);
        database.execute("CREATE VIEW app.history AS SELECT id, name FROM zdm.change");

        assertThat(zdm.run("uninstall").exits(3).err()).contains("view app.history");
        assertThat(database.queryOne("SELECT count(*) FROM app.history")).isEqualTo("1");

        database.execute("DROP VIEW app.history");
        zdm.run("uninstall").exits(0);
    }
}
