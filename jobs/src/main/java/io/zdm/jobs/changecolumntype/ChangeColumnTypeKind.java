package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.changecolumntype.ChangeColumnType.OnUnconvertible;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads definitions of {@link ChangeColumnType} and plans them. */
public final class ChangeColumnTypeKind implements ChangePlanner {

    private static final List<Key> COLUMN_KEYS = List.of(
            Key.text("column", true, "the column, written as in SQL"),
            Key.text("to", true, "the new type, for example varchar(250)"),
            Key.text("using", false, "an immutable expression that converts a value; without it, assignment"),
            Key.text("reverseUsing", false, "the way back, over the column's name; without it, assignment"),
            Key.oneOf(
                    "onUnconvertible",
                    List.of("fail", "null"),
                    "what becomes of a value that does not convert: fail (default) or null"));

    @Override
    public String name() {
        return ChangeColumnType.KIND;
    }

    @Override
    public String summary() {
        return "Gives one or several columns of a table another type.";
    }

    @Override
    public String example() {
        return "run changeColumnType --table=task_instance --column=external_executor_id --to='varchar(250)'"
                + " --using='left(external_executor_id, 250)'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.list("columns", true, "the columns, changed in one pass", COLUMN_KEYS),
                Key.flag(
                        "fireUserTriggers",
                        "let the table's own triggers fire on the backfill's updates, which they do not hear otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        if (!(values.get("columns") instanceof List<?> list) || list.isEmpty()) {
            throw new InvalidDefinitionException("columns must name at least one column with its new type");
        }
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> keys)) {
                throw new InvalidDefinitionException("each of columns needs the keys column and to");
            }
            Column column = column(keys);
            if (!seen.add(column.column())) {
                throw new InvalidDefinitionException("column " + column.column() + " is named twice");
            }
            columns.add(column);
        }
        return new ChangeColumnType(
                table, columns, Boolean.parseBoolean(String.valueOf(values.get("fireUserTriggers"))));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new ChangeColumnTypePlan((ChangeColumnType) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return ((ChangeColumnType) change)
                .columns().stream().map(Column::column).collect(Collectors.toSet());
    }

    private static Column column(Map<?, ?> keys) {
        String name = text(keys, "column");
        String to = text(keys, "to");
        if (name == null || to == null) {
            throw new InvalidDefinitionException("each of columns needs the keys column and to");
        }
        String onUnconvertible = text(keys, "onUnconvertible");
        if (onUnconvertible != null && !Set.of("fail", "null").contains(onUnconvertible)) {
            throw new InvalidDefinitionException("onUnconvertible is fail or null, not " + onUnconvertible);
        }
        return new Column(
                Identifier.parse(name),
                to.strip(),
                text(keys, "using"),
                text(keys, "reverseUsing"),
                "null".equals(onUnconvertible) ? OnUnconvertible.NULL : OnUnconvertible.FAIL);
    }

    private static @Nullable String text(Map<?, ?> keys, String key) {
        Object value = keys.get(key);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }
}
