package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was written after the swap goes back as it is, or its row is named and nothing goes back. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class WayBackTest {

    private static void swapped(TestDatabase database, Zdm zdm, String from, String to, String value) {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (id bigint PRIMARY KEY, v " + from + ")",
                "INSERT INTO app.item VALUES (1, '" + value + "'), (2, '" + value + "'), (3, NULL)");
        zdm.run("run", "changeColumnType", "--table=app.item", "--column=v", "--to=" + to)
                .exits(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "integer;      numeric(12,2);    7;          7.4",
                "date;         timestamp;        2026-01-01; 2026-01-01 10:00",
                "numeric(6,1); numeric(9,4);     1.5;        1.5001",
                "real;         double precision; 0.5;        0.1",
            })
    void aValueThatWouldBeRoundedHasNone(String from, String to, String before, String after, TestDatabase database) {
        Zdm zdm = new Zdm(database);
        swapped(database, zdm, from, to, before);
        database.execute("UPDATE app.item SET v = '" + after + "' WHERE id = 2");

        assertThat(zdm.run("rollback", "1").exits(6).err())
                .contains("1 rows of app.item", "2")
                .contains("no way back");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(database.queryOne("SELECT v = '" + after + "' FROM app.item WHERE id = 2"))
                .isEqualTo("t");

        database.execute("UPDATE app.item SET v = '" + before + "' WHERE id = 2");
        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM app.item WHERE v = '" + before + "'"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "numeric(10,2); numeric(12,4); 1.50;     1.5;       1.50",
                "integer;       bigint;        7;        8;         8",
                "jsonb;         json;          {\"a\": 1}; {\"b\":  2}; {\"b\": 2}",
                "text;          varchar(10);          abc;      abcd;      abcd",
            })
    void theSameWrittenInAnotherWayHasOne(
            String from, String to, String before, String after, String back, TestDatabase database) {
        Zdm zdm = new Zdm(database);
        swapped(database, zdm, from, to, before);
        database.execute("UPDATE app.item SET v = '" + after + "' WHERE id = 2");

        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne("SELECT v::text FROM app.item WHERE id = 2"))
                .isEqualTo(back);
    }

    @Test
    void whoAcceptsThatGetsTheRoundedValue(TestDatabase database) {
        Zdm zdm = new Zdm(database);
        swapped(database, zdm, "integer", "numeric(12,2)", "7");
        database.execute("UPDATE app.item SET v = 8.4 WHERE id = 2", "UPDATE app.item SET v = 9999999999 WHERE id = 1");

        zdm.run("rollback", "1", "--on-unconvertible=null").exits(0);
        assertThat(database.queryList("SELECT id || ':' || coalesce(v::text, 'NULL') FROM app.item ORDER BY id"))
                .asString()
                .isEqualTo("[1:NULL, 2:8, 3:NULL]");
    }

    @Test
    void whatBecameNullIsNamedWhereTheOldColumnIsNotNull(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA app",
                "CREATE TABLE app.item (id bigint PRIMARY KEY, v text NOT NULL)",
                "INSERT INTO app.item VALUES (1, '7'), (2, '8')");
        Zdm zdm = new Zdm(database);
        zdm.run(
                        "run",
                        "changeColumnType",
                        "--table=app.item",
                        "--column=v",
                        "--to=integer",
                        "--using=v::integer",
                        "--reverse-using=nullif(v::text, '9')")
                .exits(0);
        database.execute("UPDATE app.item SET v = 9 WHERE id = 2");

        assertThat(zdm.run("rollback", "1").exits(6).err()).contains("no way back", "old column is NOT NULL");
        assertThat(zdm.state(1)).isEqualTo("SWAPPED");
        assertThat(database.queryOne("SELECT count(*) FROM pg_constraint WHERE conname LIKE '%zdm%'"))
                .isEqualTo("0");
        database.execute("UPDATE app.item SET v = 10 WHERE id = 2");
        zdm.run("rollback", "1").exits(0);
        assertThat(database.queryOne("SELECT v FROM app.item WHERE id = 2")).isEqualTo("10");
    }
}
