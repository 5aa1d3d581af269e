package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How right the time left is that {@code status} tells: asked from beside, at a quarter, a half and three quarters. */
final class EtaBenchmark {

    private static final String DATABASE = "bench_eta";
    private static final Pattern ETA = Pattern.compile("\"etaSeconds\":(\\d+)");
    private static final int[] AT = {25, 50, 75};
    private static final long POLL_MILLIS = 50;

    private final Server server;
    private final Product runner;
    private final Product asker;
    private final Options options;
    private final PrintStream progress;

    /** @param asker another one, with a log of its own */
    EtaBenchmark(Server server, Product runner, Product asker, Options options, PrintStream progress) {
        this.server = server;
        this.runner = runner;
        this.asker = asker;
        this.options = options;
        this.progress = progress;
    }

    private record Said(int percent, double seconds, long at) {}

    /** A Markdown table. */
    String run() throws IOException, InterruptedException, SQLException {
        server.execute("postgres", "CREATE DATABASE " + DATABASE);
        server.execute(DATABASE, BackfillBenchmark.table(options.rows()));
        server.execute(DATABASE, "VACUUM (FREEZE, ANALYZE) items");
        String[] connection = {"--url=" + server.url(DATABASE), "--user=" + Server.USER};
        runner.run(
                Product.LAUNCHER,
                with(
                        connection,
                        "run",
                        "changeColumnType",
                        "--table=items",
                        "--column=label",
                        "--to=varchar(250)",
                        "--until=expand"));
        CompletableFuture<Long> ended = CompletableFuture.supplyAsync(() -> {
            try {
                runner.run(Product.LAUNCHER, with(connection, "restart", "1", "--until=backfill"));
                return System.nanoTime();
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        List<Said> said = new ArrayList<>();
        for (int percent : AT) {
            while (!ended.isDone() && rowsDone() * 100 < (double) options.rows() * percent) {
                Thread.sleep(POLL_MILLIS);
            }
            ask(percent, connection, said);
        }
        return table(said, ended.join());
    }

    private static String[] with(String[] connection, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(connection));
        return all.toArray(String[]::new);
    }

    private double rowsDone() throws SQLException {
        return server.number(DATABASE, "SELECT coalesce(sum(rows_done), 0) FROM zdm.change_backfill");
    }

    private void ask(int percent, String[] connection, List<Said> said) throws IOException, InterruptedException {
        asker.run(Product.LAUNCHER, with(connection, "status", "1", "--output=json"));
        Matcher eta = ETA.matcher(asker.output());
        if (eta.find()) {
            said.add(new Said(percent, Double.parseDouble(eta.group(1)), System.nanoTime()));
        }
    }

    private String table(List<Said> said, long ended) {
        StringBuilder table = new StringBuilder("""
                The time left of a backfill of %,d rows, one worker, as `status` told it.

                | at | said, s | took, s | error |
                |---|---|---|---|
                """.formatted(options.rows()));
        for (Said s : said) {
            double took = (ended - s.at()) / 1e9;
            String line = String.format(
                    Locale.ROOT,
                    "| %d %% | %.0f | %.1f | %+.0f %% |",
                    s.percent(),
                    s.seconds(),
                    took,
                    100 * (s.seconds() - took) / Math.max(took, 0.1));
            progress.println("time left " + line);
            table.append(line).append('\n');
        }
        return table.toString();
    }
}
