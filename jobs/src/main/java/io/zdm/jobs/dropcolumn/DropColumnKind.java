package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.columns.Values;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link DropColumn} and plans them. */
public final class DropColumnKind implements ChangePlanner {

    @Override
    public String name() {
        return DropColumn.KIND;
    }

    @Override
    public String summary() {
        return "Takes a column away under another name, and drops it in contract; until then nothing is lost.";
    }

    @Override
    public String example() {
        return "run dropColumn --table=task_instance --column=unixname";
    }

    @Override
    public List<Key> keys() {
        return List.of(Key.text("column", true, "the column, written as in SQL"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String column = Values.text(values, "column");
        if (column == null) {
            throw new InvalidDefinitionException("dropColumn needs the key column");
        }
        return new DropColumn(table, Identifier.parse(column));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new DropColumnPlan((DropColumn) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of(((DropColumn) change).column());
    }
}
