package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an application felt beside one work or another, in a table of Markdown. */
final class Felt {

    /** What is done beside the application. */
    interface Work {
        void run() throws IOException, InterruptedException, SQLException;
    }

    private record Measured(Figures seconds, List<Application.Seen> seen) {}

    private final Server server;
    private final String database;
    private final PrintStream progress;
    private final Map<String, Measured> works = new LinkedHashMap<>();

    Felt(Server server, String database, PrintStream progress) {
        this.server = server;
        this.database = database;
        this.progress = progress;
    }

    /** The same title again is another round. */
    void measure(String title, Workload workload, Work work) throws IOException, InterruptedException, SQLException {
        try (Application application = new Application(server, database, workload)) {
            long began = System.nanoTime();
            work.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            Application.Seen felt = application.stop();
            Measured measured = works.computeIfAbsent(title, t -> new Measured(new Figures(), new ArrayList<>()));
            measured.seconds().add(seconds);
            measured.seen().add(felt);
            progress.printf(Locale.ROOT, "%s: %s%n", title, felt);
        }
    }

    /** Medians of the rounds, in the order in which the works came first. */
    String table() {
        StringBuilder table = new StringBuilder("""
                | | seconds | p50 | p99 | p99.9 | max | failures |
                |---|---|---|---|---|---|---|
                """);
        works.forEach((title, measured) -> {
            Application.Seen felt = Application.median(measured.seen());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %.1f | %.1f | %d of %,d |%n",
                    title,
                    measured.seconds().median(0),
                    felt.median(),
                    felt.p99(),
                    felt.p999(),
                    felt.max(),
                    felt.failures(),
                    felt.transactions()));
            felt.messages().stream()
                    .map(m -> m.lines().findFirst().orElse(""))
                    .distinct()
                    .forEach(m -> progress.printf("%s: %s%n", title, m));
        });
        return table.toString();
    }
}
