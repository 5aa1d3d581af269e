package io.zdm.lint.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.TestDatabase;
import io.zdm.testkit.TestServer;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** A change of type is free where PostgreSQL writes neither the table nor its index again. */
class ColumnTypesPostgresTest {

    /** The type before, the type after, and whether that is free. */
    private static final List<String> CHANGES = List.of(
            "varchar(10) | varchar(20) | true",
            "varchar(10) | character varying(20) | true",
            "varchar(20) | varchar(10) | false",
            "varchar | varchar(10) | false",
            "varchar(10) | varchar | true",
            "varchar(10) | text | true",
            "text | varchar | true",
            "text | varchar(10) | false",
            "char(5) | char(6) | false",
            "varchar(5)[] | varchar(5)[] | true",
            "text[] | varchar[] | false",
            "varchar(5)[] | varchar(6)[] | false",
            "numeric(10,2) | numeric(12,2) | true",
            "numeric(10,2) | decimal(12,2) | true",
            "numeric(10,2) | numeric(12,3) | false",
            "numeric(10,2) | numeric(9,2) | false",
            "numeric(10,2) | numeric | true",
            "numeric | numeric(10,2) | false",
            "int | int4 | true",
            "integer | bigint | false",
            "smallint | int2 | true",
            "timestamp(0) | timestamp(3) | true",
            "timestamp(0) | timestamp without time zone | true",
            "timestamp(3) | timestamp(0) | false",
            "timestamp | timestamptz | false",
            "timestamptz(0) | timestamp(3) with time zone | true",
            "time(0) | time(3) | true",
            "varbit(5) | bit varying(6) | true",
            "bit(5) | bit(6) | false",
            "cidr | inet | true",
            "inet | cidr | false",
            "json | jsonb | false");

    @Test
    void whatIsSaidToBeFreeIsFree() {
        try (TestDatabase database = TestServer.quick().createDatabase()) {
            SoftAssertions softly = new SoftAssertions();
            for (String change : CHANGES) {
                String[] parts = change.split(" \\| ", -1);
                boolean free = Boolean.parseBoolean(parts[2]);
                softly.assertThat(ColumnTypes.isFree(parts[0], parts[1].replace(" ", "")))
                        .as("said of " + change)
                        .isEqualTo(free);
                softly.assertThat(isFree(database, parts[0], parts[1]))
                        .as("done for " + change)
                        .isEqualTo(free);
            }
            softly.assertAll();
        }
    }

    @Test
    void whatNoTypeHasIsNotFree() {
        assertThat(ColumnTypes.isFree("varchar(5)", "varchar(6)[]")).isFalse();
        assertThat(ColumnTypes.isFree("varchar(99999999999)", "varchar(5)")).isFalse();
        assertThat(ColumnTypes.isFree("varchar(5)", "varchar(99999999999)")).isFalse();
    }

    private static boolean isFree(TestDatabase database, String before, String after) {
        boolean indexed = !before.equals("json");
        database.execute(
                "DROP TABLE IF EXISTS t",
                "CREATE TABLE t (v " + before + ")",
                indexed ? "CREATE INDEX ON t (v)" : "SELECT",
                "INSERT INTO t VALUES (NULL)");
        String files = "SELECT string_agg(pg_relation_filenode(c.oid)::text, ',' ORDER BY c.relname) FROM pg_class c"
                + " WHERE c.relname IN ('t', 't_v_idx')";
        String old = database.queryOne(files);
        database.execute("ALTER TABLE t ALTER v TYPE " + after);
        return old != null && old.equals(database.queryOne(files));
    }
}
