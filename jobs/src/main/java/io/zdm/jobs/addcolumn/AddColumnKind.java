package io.zdm.jobs.addcolumn;

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

/** Reads definitions of {@link AddColumn} and plans them. */
public final class AddColumnKind implements ChangePlanner {

    @Override
    public String name() {
        return AddColumn.KIND;
    }

    @Override
    public String summary() {
        return "Adds a column with any default, filled in existing rows without rewriting the table.";
    }

    @Override
    public String example() {
        return "run addColumn --table=task_instance --column=attempt --type=uuid --default='gen_random_uuid()' --not-null";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("column", true, "the new column, written as in SQL"),
                Key.text("type", true, "its type, for example varchar(250)"),
                Key.text(
                        "default",
                        false,
                        "its default as SQL; one that PostgreSQL would rewrite the table for is filled in chunks"),
                Key.text(
                        "using",
                        false,
                        "what existing rows get instead of the default: an expression over the row's columns"),
                Key.flag("notNull", "make it NOT NULL, proven without blocking writes"),
                Key.text("comment", false, "its comment"),
                Key.flag(
                        "fireUserTriggers",
                        "let the table's own triggers fire on the backfill's updates, which they do not hear otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String column = Values.text(values, "column");
        String type = Values.text(values, "type");
        if (column == null || type == null) {
            throw new InvalidDefinitionException("addColumn needs the keys column and type");
        }
        return new AddColumn(
                table,
                Identifier.parse(column),
                type,
                Values.text(values, "default"),
                Values.text(values, "using"),
                Values.flag(values, "notNull"),
                Values.text(values, "comment"),
                Values.flag(values, "fireUserTriggers"));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new AddColumnPlan((AddColumn) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of(((AddColumn) change).column());
    }
}
