package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A social network's ids become bigint, a column at a time: keys, serials and foreign keys from 22 tables to one of them. */
@ExtendWith(PostgresExtension.class)
class MastodonTest {

    private static final String SCHEMA = "io/zdm/cli/safety/mastodon.sql";
    private static final int ROWS = 300;

    private static final Pattern MARKED =
            Pattern.compile("CREATE TABLE (\\w+)|(\\w+) (?:serial|integer)(?: PRIMARY KEY| NOT NULL)? /\\*->8");

    /** Every id is 1 to so many, and so is every other integer: all foreign keys hold. */
    private static final String FILL = """
            DO $$
            DECLARE
                filled record;
            BEGIN
                SET LOCAL session_replication_role = replica;
                FOR filled IN
                    SELECT c.oid::regclass AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
                           string_agg(CASE t.typcategory WHEN 'N' THEN 'g' WHEN 'S' THEN '''word '' || g' ELSE 'now()' END,
                                      ', ' ORDER BY a.attnum) AS values
                    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
                    WHERE c.relnamespace = 'mastodon'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
                    AND a.attname <> 'id' AND t.typcategory IN ('N', 'S', 'D')
                    GROUP BY c.oid
                LOOP
                    EXECUTE format('INSERT INTO %s (%s) SELECT %s FROM generate_series(1, ROWS) g',
                        filled.name, filled.columns, filled.values);
                END LOOP;
            END $$""".replace("ROWS", "" + ROWS);

    private static final String ORPHANS = """
            SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %s c WHERE c.%I IS NOT NULL'
                    || ' AND NOT EXISTS (SELECT FROM %s p WHERE p.id = c.%I))',
                k.conname, k.conrelid::regclass, a.attname, k.confrelid::regclass, a.attname), ' UNION ALL ')
            FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
            WHERE k.contype = 'f' AND k.connamespace = 'mastodon'::regnamespace
            """;

    /** With the columns that only their names tell of. */
    private static final String[] ALL = {
        "run",
        "convertToBigint",
        "--table=mastodon.accounts",
        "--whole-schema",
        "--naming=thing_id, application_id, web_push_subscription_id"
    };

    /** Of ids. */
    private static final String INTEGERS = """
            SELECT concat(c.relname, '.', a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'mastodon'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
            AND a.atttypid = 'int4'::regtype AND (a.attname = 'id' OR a.attname LIKE '%\\_id')
            """;

    private final TestDatabase database;
    private final TestDatabase clone;
    private final Zdm zdm;
    private int changes;

    private record Column(String table, String name) {

        @Override
        public String toString() {
            return table + "." + name;
        }
    }

    MastodonTest(TestDatabase database, TestDatabase clone) {
        this.database = database;
        this.clone = clone;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        for (TestDatabase each : List.of(database, clone)) {
            each.runScript(SCHEMA);
            each.execute(FILL);
        }
    }

    /** Stopped on the way there, and all under traffic. */
    @Test
    @Timeout(300)
    void allIdsOfTheSchemaBecomeBigintThereAndBack() throws SQLException {
        try (MastodonTraffic one = new MastodonTraffic(database, 7, ROWS);
                MastodonTraffic other = new MastodonTraffic(database, 8, ROWS)) {
            one.start();
            other.start();
            try (Zdm.Running run = zdm.start(ALL)) {
                run.says("Part 12 of 25").stop().request("somebody wants it");
                run.result().exits(4);
            }
            assertThat(zdm.state(1)).isEqualTo("STOPPED");
            zdm.run("restart", "1").exits(0);
            assertThat(database.queryList(INTEGERS)).isEmpty();
            zdm.run("rollback", "1").exits(0);
            one.close();
            other.close();
            assertThat(one.failures()).isEmpty();
            assertThat(other.failures()).isEmpty();
            assertThat(database.queryOne("SELECT count(*) FROM mastodon.statuses"))
                    .isEqualTo("" + (ROWS + one.committed() + other.committed()));
            assertThat(database.queryOne("SELECT sum(statuses_count) - sum(followers_count) FROM mastodon.accounts"))
                    .isEqualTo("" + (one.committed() + other.committed()));
        }
        assertThat(database.queryList(INTEGERS)).hasSize(60);
        assertSame();
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void allIdsOfTheSchemaBecomeWhatAlterMakesOfThem() throws SQLException {
        zdm.run(ALL).exits(0);
        zdm.run("contract", "1").exits(0);
        clone.queryList(INTEGERS)
                .forEach(column -> clone.execute(
                        "ALTER TABLE mastodon." + String.valueOf(column).replace(".", " ALTER ") + " TYPE bigint"));
        clone.queryList(
                        "SELECT oid::regclass FROM pg_class WHERE relkind = 'S' AND relnamespace = 'mastodon'::regnamespace")
                .forEach(sequence -> clone.execute("ALTER SEQUENCE " + sequence + " AS bigint"));
        assertSame();
    }

    @Test
    @Tag("long")
    @Timeout(300)
    void aKeyAndWhatRefersToItBecomeBigintThereAndBack() throws SQLException {
        Map<String, Column> marked = marked().stream().collect(Collectors.toMap(Column::toString, Function.identity()));
        for (String column : List.of("accounts.id", "users.account_id")) {
            forward(Objects.requireNonNull(marked.get(column)));
            zdm.run("rollback", "" + changes).exits(0);
        }
        assertSame();
        for (String column : List.of("accounts.id", "favourites.status_id", "notifications.id")) {
            change(Objects.requireNonNull(marked.get(column)));
        }
        assertSame();
    }

    @Test
    @Tag("long")
    @Timeout(900)
    void everyMarkedColumnBecomesBigintThereAndBack() throws SQLException {
        List<Column> all = marked();
        assertThat(all).hasSize(59);
        all.forEach(this::thereAndBack);
        assertSame();
    }

    /** There, back, and there for good. */
    private void thereAndBack(Column column) {
        forward(column);
        zdm.run("rollback", "" + changes).exits(0);
        change(column);
    }

    private void change(Column column) {
        forward(column);
        database.execute("UPDATE mastodon." + column.table() + " SET " + column.name() + " = " + column.name());
        zdm.run("contract", "" + changes).exits(0);
        clone.execute("ALTER TABLE mastodon." + column.table() + " ALTER " + column.name() + " TYPE bigint");
        if (column.name().equals("id")) {
            clone.execute("ALTER SEQUENCE mastodon." + column.table() + "_id_seq AS bigint");
        }
    }

    private void forward(Column column) {
        zdm.run(
                        "run",
                        "changeColumnType",
                        "--table=mastodon." + column.table(),
                        "--column=" + column.name(),
                        "--to=bigint")
                .exits(0);
        changes++;
    }

    private void assertSame() throws SQLException {
        assertThat(CatalogComparer.compare(pictures(clone), pictures(database))).isEmpty();
        assertThat(database.queryOne("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
                        + " AND connamespace = 'mastodon'::regnamespace"))
                .isEqualTo("42");
        assertThat(database.queryList(Objects.requireNonNull(database.queryOne(ORPHANS))))
                .isEmpty();
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    private static Map<String, String> pictures(TestDatabase database) throws SQLException {
        Map<String, String> pictures = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : database.queryList("SELECT relname FROM pg_class WHERE relkind = 'r'"
                    + " AND relnamespace = 'mastodon'::regnamespace")) {
                CatalogComparer.picture(connection, "mastodon", String.valueOf(table))
                        .forEach((key, value) -> pictures.put(table + " " + key, value));
            }
        }
        return pictures;
    }

    private static List<Column> marked() {
        List<Column> columns = new ArrayList<>();
        String table = "";
        Matcher matcher = MARKED.matcher(schema());
        while (matcher.find()) {
            if (matcher.group(1) != null) {
                table = matcher.group(1);
            } else {
                columns.add(new Column(table, matcher.group(2)));
            }
        }
        return columns;
    }

    private static String schema() {
        try (InputStream in = MastodonTest.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
