package io.zdm.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Flyway example of docs/deployments.md. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class FlywayCallbackTest {

    private static final Path SOURCE = Path.of("src/test/java/io/zdm/cli/deployment/ZdmBatchCallback.java");
    private static final Path PAGE = Path.of("../docs/deployments.md");

    private final TestDatabase database;
    private final Path dir;

    FlywayCallbackTest(TestDatabase database, @TempDir Path dir) throws IOException {
        this.database = database;
        this.dir = dir;
        Files.createDirectories(dir.resolve("db"));
        Files.createDirectories(dir.resolve("zdm"));
        Files.writeString(
                dir.resolve("db/V1__orders.sql"),
                "CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE INDEX ON orders (note);"
                        + " INSERT INTO orders SELECT g, 'note ' || g FROM generate_series(1, 100) g;");
        write("varchar(40)");
    }

    @Test
    void changesAreMadeAfterFlywaysOwnMigrationsAndOnce() {
        flyway().migrate();
        assertThat(type()).isEqualTo("character varying(40)");

        flyway().migrate();
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("1");
    }

    @Test
    void aRefusedChangeFailsTheMigrationAndAMendedOneIsMadeByTheNext() throws IOException {
        write("nosuchtype");
        assertThatThrownBy(() -> flyway().migrate())
                .isInstanceOf(FlywayException.class)
                .hasStackTraceContaining("refused before anything was touched");
        assertThat(type()).isEqualTo("text");

        write("varchar(40)");
        flyway().migrate();
        assertThat(type()).isEqualTo("character varying(40)");
    }

    @Test
    void thePageShowsWhatRunsHere() throws IOException {
        String source = Files.readString(SOURCE);

        assertThat(Files.readString(PAGE)).contains(source.substring(source.indexOf("import ")));
    }

    private Flyway flyway() {
        List<String> zdm = new ArrayList<>(Program.command());
        zdm.addAll(List.of("apply", dir.resolve("zdm").toString(), Program.url(database)));
        return Flyway.configure()
                .dataSource(database.dataSource())
                .locations("filesystem:" + dir.resolve("db"))
                .callbacks(new ZdmBatchCallback(zdm))
                .load();
    }

    private void write(String type) throws IOException {
        Files.writeString(
                dir.resolve("zdm/orders.yaml"),
                "change: changeColumnType\ntable: orders\ncolumns: [{column: note, to: %s}]\n".formatted(type));
    }

    private String type() {
        return String.valueOf(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                + " WHERE attrelid = 'orders'::regclass AND attname = 'note'"));
    }
}
