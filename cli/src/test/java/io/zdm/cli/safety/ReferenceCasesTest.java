package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.jobs.ChangeKinds;
import io.zdm.testkit.CatalogComparer;
import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files in {@code migrations/} on the schemas that they are for: the catalog is what ALTER TABLE makes of a clone. */
@ExtendWith(PostgresExtension.class)
class ReferenceCasesTest {

    private static final Path MIGRATIONS = Path.of("..", "migrations");

    private final TestDatabase database;
    private final TestDatabase clone;
    private final Zdm zdm;

    ReferenceCasesTest(TestDatabase database, TestDatabase clone) {
        this.database = database;
        this.clone = clone;
        this.zdm = new Zdm(database);
    }

    @Test
    @Timeout(240)
    void studiosFileSizeInItsOwnDeployments() throws SQLException {
        create("io/zdm/cli/cases/studio.sql", """
                INSERT INTO studio.contentcuration_file (id, checksum, file_size, file_on_disk, original_filename, modified)
                SELECT lpad(g::text, 32, '0'), md5(g::text), nullif(g, 7), 'disk', 'name', now()
                FROM generate_series(1, 500) g""");
        String file = MIGRATIONS.resolve("studio/file-size.yaml").toString();
        for (String until : List.of("expand", "backfill", "verify", "swap")) {
            zdm.run("apply", file, "--until=" + until).exits(0);
        }
        database.execute("UPDATE studio.contentcuration_file SET file_size = 3000000000 WHERE file_size = 1");
        zdm.run("apply", file, "--until=contract").exits(0);
        alter("studio/file-size.yaml");
        assertSame("studio");
        assertThat(database.queryOne("SELECT sum(file_size) FROM studio.contentcuration_file"))
                .isEqualTo("3000125242");
    }

    /** Files above 2 GiB: the old column is NULL, and only the one that was filled by hand knows. */
    @Test
    @Timeout(240)
    void studiosFileSizeWhereOnlyTheColumnBesideItKnows() throws SQLException {
        create("io/zdm/cli/cases/studio.sql", """
                SET search_path = studio;
                ALTER TABLE contentcuration_file ADD COLUMN file_size_bigint bigint;
                CREATE INDEX file_checksum_fsizebig_idx ON contentcuration_file (checksum, file_size_bigint)
                    WHERE file_size_bigint IS NOT NULL;
                INSERT INTO contentcuration_file (id, checksum, file_size, file_size_bigint, file_on_disk,
                    original_filename, modified)
                SELECT lpad(g::text, 32, '0'), md5(g::text), CASE WHEN g % 50 <> 0 THEN g END,
                       CASE WHEN g % 50 = 0 THEN 3000000000 + g WHEN g % 3 = 0 THEN g END, 'disk', 'name', now()
                FROM generate_series(1, 500) g;
                CREATE FUNCTION file_size_written() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' OR NEW.file_size IS DISTINCT FROM OLD.file_size THEN
                        NEW.file_size_bigint := coalesce(NEW.file_size, NEW.file_size_bigint);
                    END IF;
                    RETURN NEW;
                END
                $$;
                CREATE TRIGGER file_size_written BEFORE INSERT OR UPDATE ON contentcuration_file
                    FOR EACH ROW EXECUTE FUNCTION file_size_written();
                RESET search_path""");
        String file = MIGRATIONS.resolve("studio-prefilled/02-file-size.yaml").toString();
        String wrong = "SELECT count(*) FROM studio.contentcuration_file WHERE file_size IS DISTINCT FROM"
                + " CASE WHEN id::int % 50 = 0 THEN 3000000000 + id::int ELSE id::int END";
        String writes = "UPDATE studio.contentcuration_file SET file_size_bigint = file_size_bigint, modified = now()";

        zdm.run("apply", MIGRATIONS.resolve("studio-prefilled/01-fill.yaml").toString())
                .exits(0);
        database.execute(writes);
        for (String until : List.of("expand", "verify", "swap")) {
            zdm.run("apply", file, "--until=" + until).exits(0);
            database.execute(writes);
        }

        assertThat(database.queryOne(wrong)).isEqualTo("0");
        database.execute("UPDATE studio.contentcuration_file SET file_size = 5 WHERE id::int = 50");
        zdm.run("rollback", "2").exits(0);
        assertThat(database.queryOne("SELECT count(*) FROM studio.contentcuration_file WHERE file_size IS NULL"
                        + " AND file_size_bigint > 3000000000"))
                .isEqualTo("9");
        assertThat(database.queryOne("SELECT file_size FROM studio.contentcuration_file WHERE id::int = 50"))
                .isEqualTo("5");
        database.execute("UPDATE studio.contentcuration_file SET file_size = NULL, file_size_bigint = 3000000050"
                + " WHERE id::int = 50");
        zdm.run("apply", file, "--until=contract").exits(0);
        assertThat(database.queryOne(wrong)).isEqualTo("0");
        clone.execute("ALTER TABLE studio.contentcuration_file ALTER COLUMN file_size TYPE bigint");
        assertSame("studio");
    }

    @Test
    @Timeout(240)
    void gitlabsBookkeepingInSeveralFiles() throws SQLException {
        create("io/zdm/cli/cases/gitlab_bbm.sql", """
                INSERT INTO gitlab_bbm.batched_background_migrations (created_at, updated_at, max_value, batch_size,
                    sub_batch_size, "interval", job_class_name, table_name, column_name, gitlab_schema, job_arguments)
                SELECT now(), now(), 1000, 1000, 100, 120, 'Job', 'events', 'id', 'gitlab_main', to_jsonb(ARRAY[g])
                FROM generate_series(1, 20) g;
                INSERT INTO gitlab_bbm.batched_background_migration_jobs (created_at, updated_at,
                    batched_background_migration_id, min_value, max_value, batch_size, sub_batch_size)
                SELECT now(), now(), 1 + g % 20, g, g + 99, 100, 10 FROM generate_series(1, 300) g;
                INSERT INTO gitlab_bbm.batched_background_migration_job_transition_logs (batched_background_migration_job_id,
                    created_at, updated_at, previous_status, next_status)
                SELECT 1 + g % 300, now(), now(), 0, 1 FROM generate_series(1, 300) g""");
        zdm.run("apply", MIGRATIONS.resolve("gitlab").toString(), "--until=contract")
                .exits(0);
        for (String file : List.of("01-jobs", "02-migrations", "03-transition-logs")) {
            alter("gitlab/" + file + ".yaml");
        }
        assertSame("gitlab_bbm");
    }

    @Test
    @Timeout(240)
    void agentexTaskIdsTwice() throws SQLException {
        create("io/zdm/cli/cases/agentex.sql", """
                INSERT INTO agentex.tasks (id) SELECT 'task ' || g FROM generate_series(1, 50) g;
                INSERT INTO agentex.spans (id, trace_id, name, start_time, data)
                SELECT 'span ' || g, 'task ' || g % 100, 'name', now(), '{"a": 1}' FROM generate_series(1, 1000) g""");
        String file = MIGRATIONS.resolve("agentex-spans-task-id.yaml").toString();
        assertThat(zdm.run("plan", "-f", file).exits(0).out()).contains("it is planned again when its turn comes");
        zdm.run("apply", file, "--dry-run").exits(0);
        for (int i = 0; i < 2; i++) {
            String out = zdm.run("apply", file).exits(0).out();
            assertThat(out.lines().filter(line -> line.endsWith("COMPLETED"))).hasSize(4);
        }
        clone.execute(
                "ALTER TABLE agentex.spans ADD COLUMN task_id varchar",
                "UPDATE agentex.spans SET task_id = tasks.id FROM agentex.tasks WHERE tasks.id = spans.trace_id",
                "CREATE INDEX ix_spans_task_id ON agentex.spans (task_id)",
                "ALTER TABLE agentex.spans ADD CONSTRAINT fk_spans_task_id_tasks FOREIGN KEY (task_id)"
                        + " REFERENCES agentex.tasks (id) ON DELETE SET NULL");
        assertSame("agentex");
        String values = "SELECT md5(string_agg(s::text, ',' ORDER BY id)) FROM agentex.spans s";
        database.execute("UPDATE agentex.spans SET start_time = 'epoch'");
        clone.execute("UPDATE agentex.spans SET start_time = 'epoch'");
        assertThat(database.queryOne(values)).isEqualTo(clone.queryOne(values));
        assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("4");
    }

    @Test
    @Tag("long")
    @Timeout(900)
    void mastodonsIds() throws SQLException {
        create("io/zdm/cli/safety/mastodon.sql", "SELECT 1");
        Zdm.Running apply = zdm.start("apply", MIGRATIONS.resolve("mastodon").toString(), "--until=contract");
        assertThat(apply.code().join()).as(apply::errors).isZero();
        alter("mastodon/ids-to-bigints.yaml");
        for (String sequence : database
                .queryList(
                        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'S' AND relnamespace = 'mastodon'::regnamespace")
                .stream()
                .map(String::valueOf)
                .toList()) {
            clone.execute("ALTER SEQUENCE " + sequence + " AS bigint");
        }
        assertSame("mastodon");
        assertThat(database.queryOne("SELECT sum(jsonb_array_length(definition -> 'columns')) FROM zdm.change"))
                .isEqualTo("59");
    }

    private void create(String schema, String rows) {
        for (TestDatabase each : List.of(database, clone)) {
            each.runScript(schema);
            each.execute(rows);
            each.execute("ANALYZE");
        }
    }

    /** What the file says, by plain ALTER. */
    private void alter(String file) {
        for (ChangeEntry entry : new ChangeFiles(ChangeKinds.byName()).readFile(MIGRATIONS.resolve(file))) {
            List<?> columns = (List<?>) entry.change().definition().get("columns");
            for (Object each : List.copyOf(columns)) {
                Map<?, ?> column = (Map<?, ?>) each;
                clone.execute("ALTER TABLE " + entry.table() + " ALTER COLUMN " + column.get("column") + " TYPE "
                        + column.get("to"));
            }
        }
    }

    private void assertSame(String schema) throws SQLException {
        assertThat(CatalogComparer.compare(pictures(clone, schema), pictures(database, schema)))
                .isEmpty();
        try (Connection connection = database.connect()) {
            assertThat(CatalogComparer.foreignTraces(connection)).isEmpty();
        }
    }

    private static Map<String, String> pictures(TestDatabase database, String schema) throws SQLException {
        Map<String, String> pictures = new TreeMap<>();
        try (Connection connection = database.connect()) {
            for (String table : database.queryList("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                    + " AND relnamespace = '" + schema + "'::regnamespace")) {
                CatalogComparer.picture(connection, schema, String.valueOf(table))
                        .forEach((key, value) -> pictures.put(table + " " + key, value));
            }
        }
        return pictures;
    }
}
