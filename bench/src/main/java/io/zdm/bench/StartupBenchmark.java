package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What a command costs that only answers. */
final class StartupBenchmark {

    private static final int TIMES = 5;

    private final Server server;
    private final Product product;
    private final PrintStream progress;

    StartupBenchmark(Server server, Product product, PrintStream progress) {
        this.server = server;
        this.product = product;
        this.progress = progress;
    }

    /** A Markdown table. */
    String run() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder("""
                Median of %d (least to most).

                | command | `./zdm`: seconds | peak memory, MB | `java -jar`: seconds | peak memory, MB |
                |---|---|---|---|---|
                """.formatted(TIMES));
        row(table, "`--help`", "--help");
        row(table, "`status`", "status", "--url=" + server.url("postgres"), "--user=" + Server.USER);
        return table.toString();
    }

    private void row(StringBuilder table, String name, String... arguments) throws IOException, InterruptedException {
        table.append("| ").append(name);
        for (List<String> jvm : List.of(Product.LAUNCHER, List.<String>of())) {
            Figures seconds = new Figures();
            Figures peak = new Figures();
            product.run(jvm, arguments);
            for (int i = 0; i < TIMES; i++) {
                Product.Ran ran = product.run(jvm, arguments);
                seconds.add(ran.seconds());
                peak.add((double) ran.peakMegabytes());
            }
            progress.println(name + " " + jvm + ": " + seconds.spread(2) + " s");
            table.append(" | ").append(seconds.spread(2)).append(" | ").append(peak.median(0));
        }
        table.append(" |\n");
    }
}
