package io.zdm.jobs.setnotnull;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link SetNotNull} and plans them. */
public final class SetNotNullKind implements ChangePlanner {

    @Override
    public String name() {
        return SetNotNull.KIND;
    }

    @Override
    public String summary() {
        return "Sets a column NOT NULL without reading the table under a lock.";
    }

    @Override
    public String example() {
        return "run setNotNull --table=task_instance --column=try_number";
    }

    @Override
    public List<Key> keys() {
        return List.of(Key.text("column", true, "the column, written as in SQL"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        return new SetNotNull(table, Identifier.parse(Text.required(values, "column")));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new SetNotNullPlan((SetNotNull) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of(((SetNotNull) change).column());
    }
}
