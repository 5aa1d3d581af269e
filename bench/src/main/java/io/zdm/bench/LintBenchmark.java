package io.zdm.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long lint takes for a thousand statements, beside one: the difference is what it does after its start. */
final class LintBenchmark {

    private static final int TIMES = 5;
    private static final int STATEMENTS = 1_000;

    private static final String[] SORTS = {
        "CREATE TABLE t%d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(50) NOT NULL, total numeric(10, 2))",
        "CREATE INDEX CONCURRENTLY t%1$d_name ON t%1$d (lower(name)) WHERE total > 0",
        "ALTER TABLE t%d ADD COLUMN note text, ALTER COLUMN name TYPE varchar(100)",
        "ALTER TABLE orders%d ADD CONSTRAINT c CHECK (total >= 0 AND state IN ('a', 'b')) NOT VALID",
        "INSERT INTO t%d (name, total) VALUES ('a', 1), ('b', 2)",
        "DO $$ BEGIN IF true THEN EXECUTE 'ANALYZE t%d'; END IF; END $$",
        "CREATE VIEW v%1$d AS SELECT o.id, sum(i.price) AS total FROM t%1$d o JOIN items i ON i.id = o.id GROUP BY o.id"
    };

    private final Product product;
    private final Path directory;
    private final PrintStream progress;

    LintBenchmark(Product product, Path directory, PrintStream progress) {
        this.product = product;
        this.directory = directory;
        this.progress = progress;
    }

    /** A Markdown table. */
    String run() throws IOException, InterruptedException {
        return """
                Median of %d (least to most), seconds from start to end, `./zdm lint`.

                | statements | seconds |
                |---|---|
                | 1 | %s |
                | %d | %s |
                """.formatted(TIMES, seconds(1), STATEMENTS, seconds(STATEMENTS));
    }

    private String seconds(int statements) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder("SET lock_timeout = '500ms';\n");
        for (int i = 1; i < statements; i++) {
            text.append(SORTS[i % SORTS.length].formatted(i - i % SORTS.length)).append(";\n");
        }
        Path file = directory.resolve("lint-" + statements + ".sql");
        Files.writeString(file, text);
        Figures figures = new Figures();
        for (int i = 0; i < TIMES; i++) {
            figures.add(product.run(
                            Product.LAUNCHER,
                            "lint",
                            "--write-baseline=" + directory.resolve("baseline"),
                            file.toString())
                    .seconds());
        }
        progress.println("lint of " + statements + ": " + figures.spread(2) + " s");
        return figures.spread(2);
    }
}
