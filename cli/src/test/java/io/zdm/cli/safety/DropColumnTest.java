package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A column that is away rejects nothing and acts on nothing; a rollback brings its rules back, or says why not. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class DropColumnTest {

    private static final String[] KIND = {"run", "dropColumn", "--table=app.s", "--column=kind"};
    private static final String[] OWNER = {"run", "dropColumn", "--table=app.o", "--column=uid"};
    private static final String[] DISCOUNT = {"run", "dropColumn", "--table=app.p", "--column=discount"};

    private final TestDatabase database;
    private final Zdm zdm;

    DropColumnTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.s (id int PRIMARY KEY, acc int NOT NULL, kind text NOT NULL DEFAULT 'main',"
                        + " CONSTRAINT s_acc_kind UNIQUE (acc, kind))",
                "INSERT INTO app.s (id, acc) SELECT g, g FROM generate_series(1, 100) g",
                "CREATE TABLE app.users (id int PRIMARY KEY)",
                "INSERT INTO app.users SELECT generate_series(1, 100)",
                "CREATE TABLE app.o (id int PRIMARY KEY, uid int DEFAULT 7,"
                        + " CONSTRAINT o_uid_fkey FOREIGN KEY (uid) REFERENCES app.users ON DELETE CASCADE)",
                "INSERT INTO app.o SELECT g, g FROM generate_series(1, 100) g",
                "CREATE TABLE app.p (id int PRIMARY KEY, price int, discount int NOT NULL DEFAULT 10,"
                        + " CONSTRAINT p_less CHECK (price >= discount))",
                "INSERT INTO app.p SELECT g, 10 + g, 10 FROM generate_series(1, 100) g");
    }

    @Test
    void aUniqueConstraintIsOffWhileItsColumnIsAway() {
        String before = rules("app.s");
        zdm.run(KIND).exits(0);
        database.execute("INSERT INTO app.s (id, acc) VALUES (101, 7)");

        assertThat(zdm.run("rollback", "1").exits(6).err())
                .contains("s_acc_kind")
                .contains("(7, main)");
        // The unfinished index is gone, and with it what would reject this.
        database.execute("INSERT INTO app.s (id, acc) VALUES (102, 7)");

        database.execute("UPDATE app.s SET kind__zdm_old = 'other ' || id WHERE id > 100");
        zdm.run("rollback", "1").exits(0);
        assertThat(rules("app.s")).isEqualTo(before);
        assertThat(database.queryOne("SELECT count(*) FROM app.s")).isEqualTo("102");
    }

    @Test
    void aUniqueConstraintStaysOffThroughContract() {
        zdm.run(KIND).exits(0);
        database.execute("INSERT INTO app.s (id, acc) VALUES (101, 7)");
        zdm.run("contract", "1").exits(0);
        database.execute("INSERT INTO app.s (id, acc) VALUES (102, 7)");
    }

    @Test
    void aForeignKeyNeitherRejectsNorDeletesWhileItsColumnIsAway() {
        String before = rules("app.o");
        zdm.run(OWNER).exits(0);
        database.execute("DELETE FROM app.users WHERE id = 42");
        assertThat(database.queryOne("SELECT count(*) FROM app.o")).isEqualTo("100");

        assertThat(zdm.run("rollback", "1").exits(6).err())
                .contains("o_uid_fkey")
                .contains("first keys: 42");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        // What could not come back holds nobody up.
        database.execute("DELETE FROM app.users WHERE id = 43");

        database.execute("INSERT INTO app.users VALUES (42), (43)");
        zdm.run("rollback", "1").exits(0);
        assertThat(rules("app.o")).isEqualTo(before);
        assertThat(database.queryOne("SELECT count(*) FROM app.o WHERE uid = id"))
                .isEqualTo("100");
    }

    @Test
    void aCheckIsOffThoughTheColumnHasADefault() {
        String before = rules("app.p");
        zdm.run(DISCOUNT).exits(0);
        database.execute("INSERT INTO app.p (id, price) VALUES (101, 5)");

        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("p_less").contains("101");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        database.execute("INSERT INTO app.p (id, price) VALUES (102, 6)");

        database.execute("UPDATE app.p SET discount__zdm_old = 0 WHERE id > 100");
        zdm.run("rollback", "1").exits(0);
        assertThat(rules("app.p")).isEqualTo(before);
    }

    /** The walk that looks for them must not go by the column's own key. */
    @Test
    void rowsWithoutAValueAreFoundWhereTheColumnWasTheOnlyKey() {
        database.execute(
                "CREATE TABLE app.k (n int NOT NULL UNIQUE, note text)",
                "INSERT INTO app.k SELECT g FROM generate_series(1, 100) g");
        String before = rules("app.k");
        zdm.run("run", "dropColumn", "--table=app.k", "--column=n").exits(0);
        database.execute("INSERT INTO app.k (note) VALUES ('a'), ('b')");
        zdm.run("rollback", "1").exits(6);
        database.execute("DELETE FROM app.k WHERE note IS NOT NULL");
        zdm.run("rollback", "1").exits(0);
        assertThat(rules("app.k")).isEqualTo(before);
    }

    /** Its triggers on the referenced table go with it: that lock is the swap's, and who holds it is named. */
    @Test
    void whoHoldsTheReferencedTableIsNamed() throws SQLException {
        try (OpenTransaction holder = new OpenTransaction(database, "INSERT INTO app.users VALUES (1000)")) {
            assertThat(zdm.run(Zdm.with(OWNER, "--lock-attempts=3")).exits(5).err())
                    .contains("app.users")
                    .contains("pid " + holder.pid());
            assertThat(database.queryOne("SELECT count(*) FROM app.o WHERE uid = id"))
                    .isEqualTo("100");
        }
        zdm.run("restart", "1").exits(0);
        try (OpenTransaction holder = new OpenTransaction(database, "INSERT INTO app.users VALUES (1001)")) {
            zdm.run("contract", "1").exits(0);
            holder.run("SELECT 1");
        }
    }

    private String rules(String table) {
        return String.join(
                "\n",
                List.of(
                        database.queryOne(
                                "SELECT string_agg(concat_ws(' ', conname, pg_get_constraintdef(oid), convalidated), '; '"
                                        + " ORDER BY conname) FROM pg_constraint WHERE conrelid = '" + table
                                        + "'::regclass"),
                        database.queryOne("SELECT string_agg(indexdef, '; ' ORDER BY indexdef) FROM pg_indexes"
                                + " WHERE (schemaname || '.' || tablename) = '" + table + "'"),
                        database.queryOne("SELECT string_agg(concat_ws(' ', attname, attnotnull), '; ' ORDER BY attnum)"
                                + " FROM pg_attribute WHERE attnum > 0 AND attrelid = '" + table + "'::regclass")));
    }
}
