package io.zdm.jobs.sql;

import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link SqlChange} and plans them. */
public final class SqlKind implements ChangePlanner {

    @Override
    public String name() {
        return SqlChange.KIND;
    }

    @Override
    public String summary() {
        return "Runs your own statements one by one, with lock timeouts and retries; goes on where it was stopped.";
    }

    @Override
    public String example() {
        return "run sql --table=task_instance"
                + " --sql=\"ALTER TABLE task_instance ALTER COLUMN queue SET DEFAULT 'default'\"";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("sql", true, "the statements, with semicolons between them"),
                Key.text("undo", false, "those that take them back, in a rollback before the end"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        return new SqlChange(table, Text.required(values, "sql"), Text.of(values, "undo"));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new SqlPlan((SqlChange) change, planning).plan();
    }

    /** Statements may do anything: all columns of the table matter to them. */
    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of();
    }

    @Override
    public boolean once() {
        return true;
    }
}
