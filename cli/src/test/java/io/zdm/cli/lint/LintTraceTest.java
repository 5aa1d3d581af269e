package io.zdm.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With --trace the command starts a server, says what it did, and leaves nothing behind. */
class LintTraceTest {

    private final Path folder;

    LintTraceTest(@TempDir Path directory) {
        folder = directory;
    }

    @Test
    void findingsAreConfirmedClearedAndAdded() throws IOException {
        Path schema = Files.writeString(folder.resolve("schema.sql"), """
                \\restrict abc
                SET client_min_messages = warning;
                CREATE TABLE public.orders (id int PRIMARY KEY, note varchar(20), sku text NOT NULL, total int CHECK (total > 0));
                ALTER TABLE public.orders OWNER TO shop;
                COPY public.orders (id, note, sku) FROM stdin;
                1	a	b
                \\.
                CREATE EXTENSION not_there;
                """);
        Path file = Files.writeString(folder.resolve("V1.sql"), """
                SET lock_timeout = '1s';
                ALTER TABLE orders ALTER COLUMN sku SET NOT NULL;
                CREATE INDEX i ON orders (note);
                DO $$ BEGIN EXECUTE 'ALTER TABLE orders ' || 'ALTER note TYPE char(9)'; END $$;
                ALTER TABLE nowhere ADD COLUMN a int;
                CREATE INDEX CONCURRENTLY j ON orders (sku);
                """);
        List<Path> before = servers();

        Lint lint = Lint.run("--trace", "--trace-schema=" + schema, "--fail-on=warning", file.toString());

        assertThat(lint.out())
                .contains(
                        ": cleared [set-not-null]",
                        "traced: PostgreSQL read and wrote no rows under ACCESS EXCLUSIVE on orders")
                .contains(
                        "V1.sql:3:8: error [index-not-concurrent]",
                        "confirmed: PostgreSQL built an index on orders under SHARE on orders")
                .contains("V1.sql:4:1: error [traced-block]", "wrote orders")
                .contains("V1.sql:5:1: warning [traced-failure]", "relation \"nowhere\" does not exist")
                .contains("6 of 6 statements read")
                .contains("1 cleared by the trace");
        assertThat(lint.err()).contains("1 statements of", "line 8:", "not_there");
        assertThat(lint.exit()).isOne();
        assertThat(servers()).isEqualTo(before);
    }

    @Test
    void jsonKeepsItsKeysAndHasTheLocksThatWereTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("V1.sql"), "CREATE TABLE a (b int);\n");
        Path next = Files.writeString(folder.resolve("V2.sql"), "ALTER TABLE a RENAME COLUMN b TO c;\n");

        assertThat(Lint.run("--trace", "--output=json", file.toString(), next.toString())
                        .out())
                .contains("\"rule\":\"rename-column\"", "\"locks\":[{")
                .contains("\"mode\":\"ACCESS EXCLUSIVE\"")
                .doesNotContain("traced");
    }

    @Test
    void aVersionThatIsNotThereIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("V1.sql"), "SELECT 1;\n");

        Lint lint = Lint.run("--trace", "--pg-version=14", file.toString());
        assertThat(lint.exit()).isEqualTo(2);
        assertThat(lint.err()).contains("there is no PostgreSQL 14 to trace on: there is only 17", "--pg-binaries");
        assertThat(Lint.run("--trace", "--pg-version=14", "--pg-binaries=" + folder.resolve("no"), file.toString())
                        .err())
                .contains("is no folder");
        assertThat(Lint.run("--pg-binaries=" + folder, file.toString()).exit()).isEqualTo(2);
    }

    @Test
    void anotherVersionIsFoundInAFolder() throws IOException {
        Path file = Files.writeString(
                folder.resolve("V1.sql"), "SELECT 1 / (current_setting('server_version_num')::int / 10000 - 14);\n");

        Lint lint = Lint.run(
                "--trace",
                "--pg-version=14",
                "--pg-binaries=" + System.getProperty("zdm.test.binaries"),
                file.toString());
        assertThat(lint.out()).contains("[traced-failure]", "division by zero");
    }

    private static List<Path> servers() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("zdm-lint"))
                    .sorted()
                    .toList();
        }
    }
}
