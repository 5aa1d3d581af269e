package io.zdm.jobs.renamecolumn;

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

/** Reads definitions of {@link RenameColumn} and plans them. */
public final class RenameColumnKind implements ChangePlanner {

    @Override
    public String name() {
        return RenameColumn.KIND;
    }

    @Override
    public String summary() {
        return "Gives a column another name; both names work and are in sync until contract.";
    }

    @Override
    public String example() {
        return "run renameColumn --table=task_instance --column=queued_dttm --to=queued_at";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("column", true, "the column, written as in SQL"),
                Key.text("to", true, "its new name, written as in SQL"),
                Key.flag(
                        "fireUserTriggers",
                        "let the table's own triggers fire on the backfill's updates, which they do not hear otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String column = Values.text(values, "column");
        String to = Values.text(values, "to");
        if (column == null || to == null) {
            throw new InvalidDefinitionException("renameColumn needs the keys column and to");
        }
        if (Identifier.parse(column).equals(Identifier.parse(to))) {
            throw new InvalidDefinitionException("the column is called so already: to must be another name");
        }
        return new RenameColumn(
                table, Identifier.parse(column), Identifier.parse(to), Values.flag(values, "fireUserTriggers"));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new RenameColumnPlan((RenameColumn) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        RenameColumn rename = (RenameColumn) change;
        return Set.of(rename.column(), rename.to());
    }
}
