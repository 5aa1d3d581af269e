package io.zdm.jobs.reindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link Reindex} and plans them. */
public final class ReindexKind implements ChangePlanner {

    @Override
    public String name() {
        return Reindex.KIND;
    }

    @Override
    public String summary() {
        return "Builds an index, or all of a table, anew without blocking writes: against bloat, and INVALID ones.";
    }

    @Override
    public String example() {
        return "run reindex --table=task_instance --index=ti_state";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("index", false, "the index's name, written as in SQL, without a schema"),
                Key.flag("all", "all indexes of the table and its table partitions"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String index = Text.of(values, "index");
        if ((index == null) != Text.flag(values, "all", false)) {
            throw new InvalidDefinitionException("give either index or all");
        }
        return new Reindex(table, index == null ? null : Identifier.parse(index));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new ReindexPlan((Reindex) change, planning).plan();
    }

    /** None changes, and none is in the way. */
    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of();
    }
}
