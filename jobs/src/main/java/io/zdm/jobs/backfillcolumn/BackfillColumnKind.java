package io.zdm.jobs.backfillcolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.backfillcolumn.BackfillColumn.Column;
import io.zdm.jobs.columns.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads definitions of {@link BackfillColumn} and plans them. */
public final class BackfillColumnKind implements ChangePlanner {

    private static final List<Key> COLUMN_KEYS = List.of(
            Key.text("column", true, "the column, written as in SQL"),
            Key.text("set", true, "its value: an expression over the row, and over the tables of from"));

    @Override
    public String name() {
        return BackfillColumn.KIND;
    }

    @Override
    public String summary() {
        return "Fills columns of existing rows with what an expression says, which may join other tables.";
    }

    @Override
    public String example() {
        return "run backfillColumn --table=task_instance_history --column=dag_version_id"
                + " --set=task_instance.dag_version_id --from=task_instance"
                + " --where='task_instance.id = task_instance_history.task_instance_id'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.list("columns", true, "the columns, filled in one pass", COLUMN_KEYS),
                Key.text("from", false, "other tables that set reads, as in UPDATE … FROM"),
                Key.text("where", false, "which rows are filled, and which rows of from belong to them"),
                Key.flag("keepExisting", "leave values alone that are there: only NULL is filled"),
                Key.flag(
                        "allowVolatile",
                        "take a set that gives another value each time: it fills NULL alone, and once"),
                Key.flag(
                        "fireUserTriggers",
                        "let the table's own triggers fire on the backfill's updates, which they do not hear otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String wanted = "columns must name at least one column with what it is set to";
        if (!(values.get("columns") instanceof List<?> list) || list.isEmpty()) {
            throw new InvalidDefinitionException(wanted);
        }
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object element : list) {
            String name = element instanceof Map<?, ?> keys ? Values.text(keys, "column") : null;
            String set = element instanceof Map<?, ?> keys ? Values.text(keys, "set") : null;
            if (name == null || set == null) {
                throw new InvalidDefinitionException("each of columns needs the keys column and set");
            }
            Column column = new Column(Identifier.parse(name), set);
            if (!seen.add(column.column())) {
                throw new InvalidDefinitionException("column " + column.column() + " is named twice");
            }
            columns.add(column);
        }
        String from = Values.text(values, "from");
        String where = Values.text(values, "where");
        if (from != null && where == null) {
            throw new InvalidDefinitionException("from needs where: which of its rows belong to a row of the table");
        }
        return new BackfillColumn(
                table,
                columns,
                from,
                where,
                Values.flag(values, "keepExisting"),
                Values.flag(values, "allowVolatile"),
                Values.flag(values, "fireUserTriggers"));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new BackfillColumnPlan((BackfillColumn) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return ((BackfillColumn) change).columns().stream().map(Column::column).collect(Collectors.toSet());
    }
}
