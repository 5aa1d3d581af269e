package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** All integer ids of a social network's tables become bigint under its traffic, go back, and by blocking ALTER TABLE. */
final class MastodonBenchmark {

    private static final String TEMPLATE = "mastodon_template";
    private static final String DATABASE = "mastodon";
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** The integer ids of the schema: 59 that were widened once upon a time, and one that refers to them. */
    private static final int COLUMNS = 60;

    /** Beside the keys and what refers to them: columns that only their names tell of. */
    private static final String NAMING = "--naming=thing_id, application_id, web_push_subscription_id";

    /** A fourth of the statuses is liked, mentions somebody and notifies; of all else there is a twentieth. */
    private static final String FILL = """
            DO $$
            DECLARE
                filled record;
            BEGIN
                SET LOCAL session_replication_role = replica;
                FOR filled IN
                    SELECT c.oid::regclass AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
                           CASE WHEN c.relname = 'statuses' THEN %1$d
                                WHEN c.relname IN ('favourites', 'mentions', 'notifications') THEN %1$d / 4
                                ELSE %1$d / 20 END AS many,
                           string_agg(CASE WHEN a.attname LIKE '%%account_id' THEN '1 + (g - 1) %% (%1$d / 20)'
                                           WHEN t.typcategory = 'N' THEN 'g'
                                           WHEN t.typcategory = 'S' THEN '''word '' || g'
                                           ELSE 'now()' END, ', ' ORDER BY a.attnum) AS values
                    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
                    WHERE c.relnamespace = 'mastodon'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
                    AND a.attname <> 'id' AND t.typcategory IN ('N', 'S', 'D')
                    GROUP BY c.oid, c.relname
                LOOP
                    EXECUTE format('INSERT INTO %%s (%%s) SELECT %%s FROM generate_series(1, %%s) g',
                        filled.name, filled.columns, filled.values, filled.many);
                END LOOP;
            END $$""";

    private static final String INTEGERS = """
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'mastodon'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
            AND a.atttypid = 'int4'::regtype AND (a.attname = 'id' OR a.attname LIKE '%\\_id')
            """;

    /** A statement for each table, all in one transaction: in between the foreign keys would be read over and over. */
    private static final String ALTER = """
            DO $$
            DECLARE
                altered record;
            BEGIN
                FOR altered IN
                    SELECT c.oid::regclass AS name, string_agg(format('ALTER %I TYPE bigint', a.attname), ', ') AS actions
                    INTEGERS GROUP BY c.oid
                LOOP
                    EXECUTE format('ALTER TABLE %s %s', altered.name, altered.actions);
                END LOOP;
            END $$""".replace("INTEGERS", INTEGERS);

    private enum Way {
        NONE("no job"),
        FORWARD("`run convertToBigint`, to the swap of all"),
        BACK("`rollback`"),
        ALTER("blocking `ALTER TABLE`s");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private final Server server;
    private final Product product;
    private final Path schema;
    private final Options options;
    private final Felt felt;

    MastodonBenchmark(Server server, Product product, Path schema, Options options, PrintStream progress) {
        this.server = server;
        this.product = product;
        this.schema = schema;
        this.options = options;
        this.felt = new Felt(server, DATABASE, progress);
    }

    /** A Markdown table. */
    String run() throws IOException, InterruptedException, SQLException {
        server.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        server.execute(TEMPLATE, Files.readString(schema));
        server.execute(TEMPLATE, FILL.formatted(options.rows()), "VACUUM (FREEZE, ANALYZE)");
        for (int round = 1; round <= options.rounds(); round++) {
            fresh();
            measure(Way.NONE, () -> Thread.sleep(QUIET.toMillis()));
            measure(
                    Way.FORWARD,
                    () -> zdm("run", "convertToBigint", "--table=mastodon.accounts", "--whole-schema", NAMING));
            expectIntegers(0);
            measure(Way.BACK, () -> zdm("rollback", "1"));
            expectIntegers(COLUMNS);
            fresh();
            measure(Way.ALTER, () -> server.execute(DATABASE, ALTER));
            expectIntegers(0);
        }
        return table();
    }

    private void expectIntegers(int columns) throws SQLException {
        int found = (int) server.number(DATABASE, "SELECT count(*) " + INTEGERS);
        if (found != columns) {
            throw new IllegalStateException(found + " columns of ids are integer, not " + columns);
        }
    }

    private void fresh() throws SQLException {
        server.copy(TEMPLATE, DATABASE, "mastodon.statuses");
    }

    private void zdm(String... arguments) throws IOException, InterruptedException {
        product.run(server, DATABASE, arguments);
    }

    private void measure(Way way, Felt.Work work) throws IOException, InterruptedException, SQLException {
        felt.measure(way.title, new MastodonWorkload(options.rows() / 20, options.rows()), work);
    }

    private String table() throws SQLException {
        return String.format(
                        Locale.ROOT,
                        """
                PostgreSQL %s, %,d statuses, 26 tables with %d columns of integer ids, 42 foreign keys, %d transactions/s
                of 4 clients, %d processors shared by all. Latencies in milliseconds from when a transaction was due;
                medians of %d rounds.

                """,
                        server.version(),
                        options.rows(),
                        COLUMNS,
                        Application.PER_SECOND,
                        Runtime.getRuntime().availableProcessors(),
                        options.rounds())
                + felt.table();
    }
}
