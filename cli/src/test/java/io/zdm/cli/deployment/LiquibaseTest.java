package io.zdm.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.Collectors;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The Liquibase example of docs/deployments.md, as it stands there. */
@ExtendWith(PostgresExtension.class)
@Timeout(240)
class LiquibaseTest {

    private static final Path PAGE = Path.of("../docs/deployments.md");

    private final TestDatabase database;
    private final Path dir;

    LiquibaseTest(TestDatabase database, @TempDir Path dir) throws IOException {
        this.database = database;
        this.dir = dir;
        database.execute("CREATE TABLE orders (id int PRIMARY KEY, note text)");
        database.execute("INSERT INTO orders SELECT g, 'note ' || g FROM generate_series(1, 100) g");
        Path program = dir.resolve("zdm-batch");
        Files.writeString(
                program,
                Program.command().stream().collect(Collectors.joining("' '", "#!/bin/sh\nexec '", "' ")) + "\"$@\" '"
                        + Program.url(database) + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(dir.resolve("changelog.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                %s</databaseChangeLog>
                """.formatted(example()));
    }

    /** But for where the program and the file are. */
    private String example() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("<changeSet");
        String example = page.substring(from, page.indexOf("</changeSet>", from)) + "</changeSet>\n";
        assertThat(example).contains("executable=\"zdm-batch\"", "migrations/0102.yaml");
        return example.replace("executable=\"zdm-batch\"", "executable=\"" + dir.resolve("zdm-batch") + "\"")
                .replace("migrations/0102.yaml", dir.resolve("0102.yaml").toString());
    }

    @Test
    void aChangeSetThatFailsIsNotNotedAndTheNextUpdateMakesIt() throws Exception {
        write("nosuchtype");
        assertThatThrownBy(this::update).hasStackTraceContaining("0102.yaml");
        assertThat(database.queryOne("SELECT count(*) FROM databasechangelog")).isEqualTo("0");

        write("varchar(40)");
        update();
        update();

        assertThat(database.queryOne("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 'orders'::regclass AND attname = 'note'"))
                .isEqualTo("character varying(40)");
        assertThat(database.queryOne("SELECT count(*) FROM databasechangelog")).isEqualTo("1");
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("1");
    }

    private void write(String type) throws IOException {
        Files.writeString(
                dir.resolve("0102.yaml"),
                "change: changeColumnType\ntable: orders\ncolumns: [{column: note, to: %s}]\n".formatted(type));
    }

    private void update() throws Exception {
        try (Connection connection = database.connect();
                liquibase.database.Database target = DatabaseFactory.getInstance()
                        .findCorrectDatabaseImplementation(new JdbcConnection(connection))) {
            Scope.child(
                    Scope.Attr.resourceAccessor,
                    new DirectoryResourceAccessor(dir),
                    () -> new CommandScope(UpdateCommandStep.COMMAND_NAME)
                            .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, target)
                            .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "changelog.xml")
                            .addArgumentValue(DatabaseChangelogCommandStep.CHANGELOG_FILE_ARG, "changelog.xml")
                            .execute());
        }
    }
}
