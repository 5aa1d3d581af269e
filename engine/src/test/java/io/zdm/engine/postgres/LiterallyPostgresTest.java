package io.zdm.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the user or the catalog worded reaches the server as it is, whatever operators are in it. */
@ExtendWith(PostgresExtension.class)
@Timeout(60)
class LiterallyPostgresTest {

    /** With question marks wherever there may be one; true. */
    private static final String CONDITION = """
            data ? 'a?' AND data ?| ARRAY['a?', '??'] AND NOT data ?& ARRAY['a?', $t$?$t$] -- is it ? or '??
            AND 3 ?? 4 /* ? /* ?? */ ? */ AND 7 - 6 = 1 AND 6 / 2 = 3 AND "b ??" = E'it\\'?' AND "b ??" <> '\\'""";

    private Database database;

    @BeforeEach
    void table(TestDatabase server) {
        database = new Database(server.dataSource());
        database.executeAll(List.of(
                "CREATE FUNCTION less(integer, integer) RETURNS boolean LANGUAGE sql AS 'SELECT $1 < $2'",
                "CREATE OPERATOR ?? (LEFTARG = integer, RIGHTARG = integer, FUNCTION = less)",
                "CREATE TABLE t (id integer, data jsonb, \"b ??\" text)",
                "INSERT INTO t VALUES (1, '{\"a?\": 1}', 'it''?'), (2, '{}', '?')"));
    }

    @Test
    void withoutArguments() {
        String where = "FROM t WHERE " + CONDITION;

        assertThat(database.list("SELECT id " + where, (row, n) -> row.getInt(1)))
                .containsExactly(1);
        Integer first = database.first("SELECT id " + where, (row, n) -> row.getInt(1));
        assertThat(first).isEqualTo(1);
        assertThat(database.value("SELECT id " + where, Integer.class)).isEqualTo(1);
        assertThat(database.isTrue("SELECT id = 1 " + where)).isTrue();
        assertThat(database.update("UPDATE t SET id = 3 WHERE " + CONDITION)).isEqualTo(1);
        database.execute("DELETE FROM t WHERE " + CONDITION);
        assertThat(database.value("SELECT id FROM t", Integer.class)).isEqualTo(2);
    }

    @Test
    void besideArguments() {
        assertThat(database.list(
                        "SELECT id FROM t WHERE id < ? AND " + Sql.literally(CONDITION) + " AND id > ?",
                        (row, n) -> row.getInt(1),
                        2,
                        0))
                .containsExactly(1);
    }

    @Test
    void besideAnEmptyArrayOfArguments() {
        assertThat(database.list(
                        "SELECT id FROM t WHERE " + Sql.literally(CONDITION), (row, n) -> row.getInt(1), new Object[0]))
                .containsExactly(1);
    }

    @Test
    void bodiesInDollarQuotesAreKept() {
        database.execute("""
                CREATE FUNCTION body() RETURNS boolean LANGUAGE plpgsql AS $body$
                BEGIN
                    RETURN 3 ?? 4 AND '{"a": 1}'::jsonb ? 'a';
                END
                $body$""");

        assertThat(database.isTrue("SELECT body() AND prosrc LIKE '% ?? %' AND prosrc LIKE '% ? %' FROM pg_proc"
                        + " WHERE proname = 'body'"))
                .isTrue();
    }

    @Test
    void statementsOfATextAreSplitAndElseLeftAsTheyAre() {
        assertThat(Statements.of("SELECT 3 ?? 4; UPDATE t SET id = 1 WHERE data ? ';?'"))
                .extracting(s -> s.sql())
                .containsExactly("SELECT 3 ?? 4", "UPDATE t SET id = 1 WHERE data ? ';?'");
    }
}
