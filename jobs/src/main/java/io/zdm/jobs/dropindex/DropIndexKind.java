package io.zdm.jobs.dropindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link DropIndex} and plans them. */
public final class DropIndexKind implements ChangePlanner {

    @Override
    public String name() {
        return DropIndex.KIND;
    }

    @Override
    public String summary() {
        return "Drops an index without blocking anybody; refused where something rests on it.";
    }

    @Override
    public String example() {
        return "run dropIndex --table=task_instance --index=ti_heartbeat";
    }

    @Override
    public List<Key> keys() {
        return List.of(Key.text("index", true, "the index's name, written as in SQL, without a schema"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        return new DropIndex(table, Identifier.parse(Text.required(values, "index")));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new DropIndexPlan((DropIndex) change, planning).plan();
    }

    /** Which columns it has the catalog says. */
    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of();
    }
}
