package io.zdm.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Entry point of {@code bench/run}: jar, directory for logs, options. */
public final class Benchmark {

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        Path logs = Files.createDirectories(Path.of(args[1]));
        Options options = Options.of(List.of(args).subList(2, args.length).toArray(String[]::new));
        Product product = new Product(Path.of(args[0]), logs);
        if (options.lint()) {
            out.println(new LintBenchmark(product, logs, err).run());
        }
        if (options.parts().equals(Set.of("lint"))) {
            return;
        }
        try (Server server = Server.start(logs)) {
            if (options.startup()) {
                out.println(new StartupBenchmark(server, product, err).run());
            }
            if (options.backfill()) {
                out.println(new BackfillBenchmark(server, product, options, err).run());
            }
            if (options.eta()) {
                Product beside = new Product(Path.of(args[0]), Files.createDirectories(logs.resolve("beside")));
                out.println(new EtaBenchmark(server, product, beside, options, err).run());
            }
            if (options.impact()) {
                out.println(new ImpactBenchmark(server, product, options, err).run());
            }
            if (options.mastodon()) {
                out.println(new MastodonBenchmark(server, product, schema(args[0]), options, err).run());
            }
        }
    }

    /** The same tables that the tests change, of the repository that the jar was built in. */
    private static Path schema(String jar) {
        return Path.of(jar).resolveSibling("../src/test/resources/io/zdm/cli/safety/mastodon.sql");
    }
}
