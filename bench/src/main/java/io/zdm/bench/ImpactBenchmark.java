package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** What an application feels of a change, at the defaults, beside no job, one whole UPDATE and the blocking ALTER TABLE. */
final class ImpactBenchmark {

    private static final String TEMPLATE = "impact_template";
    private static final String DATABASE = "impact";
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** As much WAL as a server keeps files of: from then on it makes no new ones. */
    private static final String FILL_WAL = "SELECT count(pg_logical_emit_message(false, 'bench', repeat('x', 1000000)))"
            + " FROM generate_series(1, 8000)";

    private enum Way {
        NONE("no job"),
        EXPAND("expand"),
        BACKFILL("backfill, 1 worker"),
        SWAP("dependents, verify, swap"),
        CONTRACT("contract"),
        UPDATE("one `UPDATE` of the whole table"),
        ALTER("blocking `ALTER TABLE … TYPE`");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private final Server server;
    private final Product product;
    private final Options options;
    private final Felt felt;
    private final Figures speed = new Figures();
    private final Figures updateSpeed = new Figures();
    private final Figures size = new Figures();

    ImpactBenchmark(Server server, Product product, Options options, PrintStream progress) {
        this.server = server;
        this.product = product;
        this.options = options;
        this.felt = new Felt(server, DATABASE, progress);
    }

    /** A Markdown table. */
    String run() throws IOException, InterruptedException, SQLException {
        server.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        server.execute(TEMPLATE, FILL_WAL, "CHECKPOINT");
        server.execute(TEMPLATE, BackfillBenchmark.table(options.rows()));
        server.execute(TEMPLATE, "CREATE INDEX items_label ON items (label)", "VACUUM (FREEZE, ANALYZE) items");
        for (int round = 1; round <= options.rounds(); round++) {
            fresh();
            measure(Way.NONE, () -> Thread.sleep(QUIET.toMillis()));
            measure(
                    Way.EXPAND,
                    () -> zdm(
                            "run",
                            "changeColumnType",
                            "--table=items",
                            "--column=label",
                            "--to=varchar(250)",
                            "--until=expand"));
            measure(Way.BACKFILL, () -> zdm("restart", "1", "--until=backfill"));
            speed.add(server.number(
                    DATABASE,
                    "SELECT rows_done / extract(epoch FROM ended - began) FROM"
                            + " zdm.change_backfill, (SELECT min(start_time) AS began, max(end_time) AS ended"
                            + " FROM zdm.batch_step_execution WHERE step_name LIKE 'backfill.%'"
                            + " AND step_name NOT LIKE '%.gate') t"));
            size.add(server.number(DATABASE, "SELECT pg_relation_size('items')")
                    / server.number(TEMPLATE, "SELECT pg_relation_size('items')"));
            measure(Way.SWAP, () -> zdm("restart", "1"));
            measure(Way.CONTRACT, () -> zdm("contract", "1"));
            fresh();
            server.execute(DATABASE, "ALTER TABLE items ADD COLUMN label_new varchar(250)");
            measure(Way.UPDATE, () -> {
                long began = System.nanoTime();
                server.execute(DATABASE, "UPDATE items SET label_new = label");
                updateSpeed.add(options.rows() / ((System.nanoTime() - began) / 1e9));
            });
            fresh();
            measure(
                    Way.ALTER,
                    () -> server.execute(DATABASE, "ALTER TABLE items ALTER COLUMN label TYPE varchar(250)"));
        }
        return table();
    }

    private void fresh() throws SQLException {
        server.copy(TEMPLATE, DATABASE, "items");
    }

    private void zdm(String... arguments) throws IOException, InterruptedException {
        product.run(server, DATABASE, arguments);
    }

    private void measure(Way way, Felt.Work work) throws IOException, InterruptedException, SQLException {
        long last = (long) server.number(DATABASE, "SELECT max(id) FROM items");
        felt.measure(way.title, new ItemsWorkload(options.rows(), last), work);
    }

    private String table() throws SQLException {
        return String.format(
                        Locale.ROOT,
                        """
                PostgreSQL %s, %,d rows, two indexes beside the primary key, %d transactions/s of 4 clients, %d processors
                shared by all. Latencies in milliseconds from when a transaction was due; medians of %d rounds.
                The backfill wrote %s rows/s, the one UPDATE %s; at the backfill's end the table was %s times its size.

                """,
                        server.version(),
                        options.rows(),
                        Application.PER_SECOND,
                        Runtime.getRuntime().availableProcessors(),
                        options.rounds(),
                        speed.median(0),
                        updateSpeed.median(0),
                        size.spread(2))
                + felt.table();
    }
}
