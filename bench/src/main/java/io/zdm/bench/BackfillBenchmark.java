package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The backfill of {@code text} to {@code varchar(250)} beside one UPDATE of the whole table and the blocking ALTER TABLE.
 * Each on a fresh copy of the same table, after a checkpoint.
 */
final class BackfillBenchmark {

    private static final String TEMPLATE = "bench_template";
    private static final String DATABASE = "bench";

    /** About 128 bytes a row with its header, and an index beside the primary key's. */
    private static final String[] TABLE = {
        """
        CREATE TABLE items (id bigint, created_at timestamptz NOT NULL, owner_id bigint NOT NULL, label text, note text)
        """, """
        INSERT INTO items
        SELECT g, timestamptz '2026-01-01 00:00Z' + g * interval '1 second', g * 7919 %% 100003,
               'label-' || md5(g::text) || repeat('x', (g %% 9)::int), md5((g + 1)::text)
        FROM generate_series(1::bigint, %d) g
        """, "ALTER TABLE items ADD PRIMARY KEY (id)", "CREATE INDEX items_created_at ON items (created_at)"
    };

    private enum Way {
        UPDATE("one `UPDATE` of the whole table"),
        ALTER("blocking `ALTER TABLE … TYPE`"),
        ONE("backfill, 1 worker"),
        TWO("backfill, 2 workers");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    private static final class Row {
        private final Figures seconds = new Figures();
        private final Figures speed = new Figures();
        private final Figures cpuRatio = new Figures();
        private final Figures wal = new Figures();
        private final Figures walRatio = new Figures();
        private final Figures memory = new Figures();
    }

    private record Measured(double seconds, double cpu, double walMegabytes, long clientMegabytes) {}

    /** Runs on the fresh database. Gives the seconds, or a negative number where the whole took them. */
    private interface Work {
        double run() throws IOException, InterruptedException, SQLException;
    }

    private final Server server;
    private final Product product;
    private final Options options;
    private final PrintStream progress;
    private final Map<Way, Row> rows = new EnumMap<>(Way.class);
    private long clientMegabytes;

    BackfillBenchmark(Server server, Product product, Options options, PrintStream progress) {
        this.server = server;
        this.product = product;
        this.options = options;
        this.progress = progress;
    }

    /** The statements that make and fill the table. */
    static String[] table(int rows) {
        return Arrays.stream(TABLE).map(s -> s.formatted(rows)).toArray(String[]::new);
    }

    /** A Markdown table. */
    String run() throws IOException, InterruptedException, SQLException {
        server.execute("postgres", "CREATE DATABASE " + TEMPLATE);
        server.execute(TEMPLATE, table(options.rows()));
        server.execute(TEMPLATE, "VACUUM (FREEZE, ANALYZE) items");
        for (int round = 1; round <= options.rounds(); round++) {
            Measured update = null;
            for (Way way : Way.values()) {
                Measured measured = measure(way);
                update = update == null ? measured : update;
                add(way, measured, update);
                progress.printf(
                        Locale.ROOT,
                        "round %d, %s: %.1f s, %.2f of UPDATE's speed; CPU %.1f s; WAL %.0f MB, %.2f%n",
                        round,
                        way.title,
                        measured.seconds(),
                        update.seconds() / measured.seconds(),
                        measured.cpu(),
                        measured.walMegabytes(),
                        measured.walMegabytes() / update.walMegabytes());
            }
        }
        return table();
    }

    private void add(Way way, Measured measured, Measured update) {
        Row row = rows.computeIfAbsent(way, w -> new Row());
        row.seconds.add(measured.seconds());
        row.speed.add(update.seconds() / measured.seconds());
        row.cpuRatio.add(measured.cpu() / update.cpu());
        row.wal.add(measured.walMegabytes());
        row.walRatio.add(measured.walMegabytes() / update.walMegabytes());
        row.memory.add((double) measured.clientMegabytes());
    }

    private Measured measure(Way way) throws IOException, InterruptedException, SQLException {
        server.execute(
                "postgres",
                "DROP DATABASE IF EXISTS " + DATABASE,
                "CREATE DATABASE " + DATABASE + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
        clientMegabytes = 0;
        return switch (way) {
            case UPDATE -> {
                server.execute(DATABASE, "ALTER TABLE items ADD COLUMN label_new varchar(250)");
                yield timed(() -> sql("UPDATE items SET label_new = label"));
            }
            case ALTER -> timed(() -> sql("ALTER TABLE items ALTER COLUMN label TYPE varchar(250)"));
            case ONE -> backfill(1);
            case TWO -> backfill(2);
        };
    }

    private double sql(String statement) throws SQLException {
        server.execute(DATABASE, statement);
        return -1;
    }

    private Measured backfill(int workers) throws IOException, InterruptedException, SQLException {
        String url = "--url=" + server.url(DATABASE);
        String user = "--user=" + Server.USER;
        product.run(
                Product.LAUNCHER,
                "run",
                "changeColumnType",
                "--table=items",
                "--column=label",
                "--to=varchar(250)",
                "--until=expand",
                url,
                user);
        Measured measured = timed(() -> {
            clientMegabytes = product.run(
                            Product.LAUNCHER, "restart", "1", "--until=backfill", "--workers=" + workers, url, user)
                    .peakMegabytes();
            return server.number(DATABASE, """
                    SELECT extract(epoch FROM max(end_time) - min(start_time)) FROM zdm.batch_step_execution
                    WHERE step_name LIKE 'backfill.%' AND step_name NOT LIKE '%.gate'
                    """);
        });
        if (server.number(DATABASE, "SELECT count(*) FROM items WHERE label__zdm_new IS DISTINCT FROM label") != 0) {
            throw new IllegalStateException("The backfill left rows out");
        }
        return measured;
    }

    private Measured timed(Work work) throws IOException, InterruptedException, SQLException {
        server.execute(DATABASE, "SELECT count(*) FROM items", "CHECKPOINT");
        double wal = wal();
        double cpu = server.cpuSeconds();
        long began = System.nanoTime();
        double said = work.run();
        double seconds = said < 0 ? (System.nanoTime() - began) / 1e9 : said;
        return new Measured(seconds, server.cpuSeconds() - cpu, (wal() - wal) / (1 << 20), clientMegabytes);
    }

    private double wal() throws SQLException {
        return server.number(DATABASE, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
    }

    private String table() throws SQLException {
        StringBuilder table = new StringBuilder("""
                PostgreSQL %s, %,d rows of about 128 bytes, primary key and one more index, fsync on, %d processors.
                Median of %d rounds (least to most); speed, WAL and the server's CPU time against the `UPDATE` of
                the same round. Seconds depend on who else uses the machine; CPU time and WAL hardly do.

                | | seconds | speed | WAL, MB | WAL | server CPU | client memory, MB |
                |---|---|---|---|---|---|---|
                """.formatted(
                server.version(), options.rows(), Runtime.getRuntime().availableProcessors(), options.rounds()));
        rows.forEach((way, row) -> table.append("| ")
                .append(String.join(
                        " | ",
                        way.title,
                        row.seconds.median(1),
                        row.speed.spread(2),
                        row.wal.median(0),
                        row.walRatio.spread(2),
                        Double.isNaN(row.cpuRatio.median()) ? "" : row.cpuRatio.spread(2),
                        row.memory.median() == 0 ? "" : row.memory.median(0)))
                .append(" |\n"));
        return table.toString();
    }
}
