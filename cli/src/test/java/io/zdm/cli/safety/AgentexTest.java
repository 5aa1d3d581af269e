package io.zdm.cli.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.testkit.PostgresExtension;
import io.zdm.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code spans.task_id}: column, backfill, foreign key, index, on a database in any of the states in which revisions and
 * people may have left it. {@code -Dzdm.long} for all of them, and for two million spans.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(600)
class AgentexTest {

    private static final boolean LONG = System.getProperty("zdm.long") != null;
    private static final Path FILE = Path.of("../migrations/agentex-spans-task-id.yaml");
    private static final List<String> KINDS = List.of("addColumn", "backfillColumn", "addIndex", "addForeignKey");

    private enum Column {
        ABSENT,
        EMPTY,
        HALF,
        FILLED
    }

    private enum ForeignKey {
        ABSENT,
        NOT_VALID,
        VALID,
        OTHER
    }

    private enum Index {
        ABSENT,
        INVALID,
        VALID,
        OTHER
    }

    private static final Set<String> MIXED = Set.of("NOT_VALID INVALID", "OTHER VALID", "VALID OTHER", "ABSENT ABSENT");

    private record State(Column column, ForeignKey foreignKey, Index index) {

        boolean isPossible() {
            return column != Column.ABSENT || (foreignKey == ForeignKey.ABSENT && index == Index.ABSENT);
        }

        /** Each thing in each of its states, if not with each of the others. */
        boolean isTold() {
            return column == Column.ABSENT
                    || (foreignKey.name().equals(index.name()) && column == Column.FILLED)
                    || (column == Column.HALF && MIXED.contains(foreignKey.name() + " " + index.name()));
        }
    }

    private final TestDatabase database;
    private final Zdm zdm;

    AgentexTest(TestDatabase database) {
        this.database = database;
        this.zdm = new Zdm(database);
    }

    @BeforeEach
    void create() {
        database.execute(
                "CREATE SCHEMA agentex",
                "CREATE TABLE agentex.tasks (id varchar PRIMARY KEY, name varchar, params jsonb)",
                """
                CREATE TABLE agentex.spans (id varchar PRIMARY KEY, trace_id varchar NOT NULL, parent_id varchar,
                    name varchar NOT NULL, start_time timestamptz NOT NULL, input json, output json, data json)
                """,
                "CREATE INDEX ix_spans_trace_id ON agentex.spans (trace_id)",
                "INSERT INTO agentex.tasks SELECT 'task-' || g, 'n' FROM generate_series(1, 200) g");
    }

    private void spans(int number) {
        database.execute("""
                INSERT INTO agentex.spans
                SELECT 'span-' || g, 'task-' || mod(g, 400), NULL, 'n', now(), '{"a": 1}', NULL, '[]'
                FROM generate_series(1, %d) g
                """.formatted(number), "ANALYZE agentex.spans");
    }

    static Stream<State> states() {
        List<State> states = new ArrayList<>();
        for (Column column : Column.values()) {
            for (ForeignKey key : ForeignKey.values()) {
                for (Index index : Index.values()) {
                    State state = new State(column, key, index);
                    if (state.isPossible() && (LONG || state.isTold())) {
                        states.add(state);
                    }
                }
            }
        }
        return states.stream();
    }

    @ParameterizedTest
    @MethodSource("states")
    void fromEachStateToTheTargetOrARefusalWithBothDefinitions(State state) {
        spans(2000);
        bring(state);

        run("addColumn").exits(0);
        run("backfillColumn").exits(0);
        Zdm.Result index = run("addIndex").exits(state.index() == Index.OTHER ? 3 : 0);
        Zdm.Result key = run("addForeignKey").exits(state.foreignKey() == ForeignKey.OTHER ? 3 : 0);

        if (state.foreignKey() == ForeignKey.OTHER) {
            assertThat(key.err()).contains("ON DELETE CASCADE").contains("ON DELETE SET NULL");
        }
        if (state.index() == Index.OTHER) {
            assertThat(index.err()).contains("(task_id, name)").contains("(task_id)");
        }
        assertFilled();
        if (state.foreignKey() != ForeignKey.OTHER && state.index() != Index.OTHER) {
            assertTarget();
            for (String kind : KINDS) {
                run(kind).exits(0);
            }
            assertTarget();
            assertThat(database.queryOne("SELECT count(*) FROM zdm.change")).isEqualTo("4");
        }
    }

    @Test
    void aColumnOfAnotherTypeIsRefusedWithBothDefinitions() {
        spans(100);
        database.execute("ALTER TABLE agentex.spans ADD COLUMN task_id uuid");

        assertThat(run("addColumn").exits(3).err())
                .contains("There: task_id uuid")
                .contains("Wanted: task_id character varying");
    }

    @Test
    void aChunkTellsHowManySpansHaveNoTask() {
        spans(2000);
        run("addColumn").exits(0);

        assertThat(run("backfillColumn").exits(0).err()).contains("1000 of 2000 rows hold NULL in task_id");
    }

    @Test
    @EnabledIfSystemProperty(named = "zdm.long", matches = ".*")
    void twoMillionSpans() {
        spans(2_000_000);
        for (String kind : KINDS) {
            start(kind).result(Duration.ofMinutes(10)).exits(0);
        }
        assertFilled();
        assertTarget();
    }

    private Zdm.Result run(String kind) {
        return start(kind).result();
    }

    private Zdm.Running start(String kind) {
        return zdm.start("run", kind, "--table=agentex.spans", "--file=" + FILE);
    }

    private void bring(State state) {
        if (state.column() != Column.ABSENT) {
            database.execute("ALTER TABLE agentex.spans ADD COLUMN task_id varchar");
        }
        if (state.column() == Column.HALF || state.column() == Column.FILLED) {
            database.execute("UPDATE agentex.spans SET task_id = t.id FROM agentex.tasks t WHERE t.id = trace_id"
                    + (state.column() == Column.HALF ? " AND hashtext(spans.id) % 2 = 0" : ""));
        }
        String key = "ALTER TABLE agentex.spans ADD CONSTRAINT fk_spans_task_id_tasks FOREIGN KEY (task_id)"
                + " REFERENCES agentex.tasks (id) ON DELETE ";
        switch (state.foreignKey()) {
            case NOT_VALID -> database.execute(key + "SET NULL NOT VALID");
            case VALID -> database.execute(key + "SET NULL");
            case OTHER -> database.execute(key + "CASCADE");
            case ABSENT -> {}
        }
        String index = "CREATE INDEX ix_spans_task_id ON agentex.spans ";
        switch (state.index()) {
            case VALID -> database.execute(index + "(task_id)");
            case OTHER -> database.execute(index + "(task_id, name)");
            case INVALID ->
                database.execute(
                        index + "(task_id)",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'agentex.ix_spans_task_id'::regclass");
            case ABSENT -> {}
        }
    }

    private void assertFilled() {
        assertThat(database.queryOne("""
                        SELECT count(*) FROM agentex.spans s LEFT JOIN agentex.tasks t ON t.id = s.trace_id
                        WHERE s.task_id IS DISTINCT FROM t.id
                        """)).isEqualTo("0");
    }

    private void assertTarget() {
        assertThat(database.queryOne(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'fk_spans_task_id_tasks'"))
                .isEqualTo("FOREIGN KEY (task_id) REFERENCES agentex.tasks(id) ON DELETE SET NULL");
        assertThat(database.queryList("SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indisvalid"
                        + " AND indrelid = 'agentex.spans'::regclass AND NOT indisprimary ORDER BY 1"))
                .containsExactly(
                        "CREATE INDEX ix_spans_task_id ON agentex.spans USING btree (task_id)",
                        "CREATE INDEX ix_spans_trace_id ON agentex.spans USING btree (trace_id)");
    }
}
