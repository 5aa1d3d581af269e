package io.zdm.cli.demo;

import io.zdm.engine.change.StopSignal;
import io.zdm.engine.postgres.Target;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Changes the type of a column twice, under the same traffic: by ALTER TABLE, and by zdm-batch. */
public final class Demo {

    private static final String FOLDER = "zdm_demo";
    private static final int STEPS = 60;

    /** Runs a command line of zdm-batch on the same database. */
    public interface Zdm {

        /** @throws IllegalStateException where it does not end well */
        void run(String... arguments);
    }

    private final Target target;
    private final Zdm zdm;
    private final int rows;
    private final Duration calm;
    private final StopSignal stop;

    /**
     * @param rows of each of the two tables
     * @param calm traffic alone, before and after
     */
    public Demo(Target target, Zdm zdm, int rows, Duration calm, StopSignal stop) {
        this.target = target;
        this.zdm = zdm;
        this.rows = rows;
        this.calm = calm;
        this.stop = stop;
    }

    /**
     * What each did to the application.
     *
     * @param report of the change by zdm-batch, where it is to be written
     */
    public List<Felt> run(PrintStream out, String report) throws SQLException {
        try (Connection connection = DemoTraffic.connect(target);
                Statement statement = connection.createStatement()) {
            out.printf("Two tables of %,d rows in the schema %s; 400 transactions a second.%n", rows, FOLDER);
            statement.execute("DROP SCHEMA IF EXISTS " + FOLDER + " CASCADE");
            statement.execute("CREATE SCHEMA " + FOLDER);
            for (String table : List.of("by_alter", "by_zdm")) {
                create(statement, table);
            }
            out.println("ALTER TABLE … TYPE varchar(40) …");
            Felt blocking = under(
                    "ALTER TABLE",
                    "by_alter",
                    () -> statement.execute("ALTER TABLE " + FOLDER + ".by_alter ALTER code TYPE varchar(40)"));
            out.println("zdm-batch run changeColumnType --to='varchar(40)' …");
            Felt online = under("zdm-batch", "by_zdm", () -> {
                zdm.run(
                        "run",
                        "changeColumnType",
                        "--table=" + FOLDER + ".by_zdm",
                        "--column=code",
                        "--to=varchar(40)",
                        "--until=contract",
                        "--report=" + report);
                return true;
            });
            statement.execute("DROP SCHEMA " + FOLDER + " CASCADE");
            return List.of(blocking, online);
        }
    }

    /** Longer than the new type allows are none of these. */
    private void create(Statement statement, String table) throws SQLException {
        statement.execute(
                "CREATE TABLE %s.%s (id bigint PRIMARY KEY, code text, touched integer NOT NULL DEFAULT 0, note text)"
                        .formatted(FOLDER, table));
        statement.execute("INSERT INTO %s.%s SELECT g, 'code-' || g, 0, repeat('x', 80) FROM generate_series(1, %d) g"
                .formatted(FOLDER, table, rows));
        statement.execute("CREATE INDEX ON %s.%s (code)".formatted(FOLDER, table));
        statement.execute("VACUUM (ANALYZE) %s.%s".formatted(FOLDER, table));
    }

    private interface Change {
        boolean run() throws SQLException;
    }

    private Felt under(String title, String table, Change change) throws SQLException {
        DemoTraffic traffic = new DemoTraffic(target, FOLDER + "." + table, rows);
        double began;
        double ended;
        try (traffic) {
            stop.await(calm);
            began = traffic.now();
            change.run();
            ended = traffic.now();
            stop.await(calm);
        }
        return Felt.of(title, traffic.points(), traffic.failed(), began, ended);
    }

    /** Side by side, for a terminal. */
    public static void show(List<Felt> felt, PrintStream out) {
        out.println();
        for (Felt each : felt) {
            out.printf(
                    "%-12s took %.1f s; a transaction %.1f ms (median), %,.1f ms (99 %%), %,.0f ms (longest); %,d of %,d failed%n",
                    each.title(),
                    each.ended() - each.began(),
                    each.percentile(0.5),
                    each.percentile(0.99),
                    each.percentile(1),
                    each.failed(),
                    each.points().size());
            out.println("  " + each.drawing(STEPS));
        }
        out.println("  The longest latency of each sixtieth of the time: ▁ to 2 ms, █ from 2 s on");
    }
}
