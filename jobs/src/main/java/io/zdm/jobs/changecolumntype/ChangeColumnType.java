package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.TypeTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param columns at least one, each named once
 * @param fireUserTriggers whether the table's own triggers fire on the backfill's updates
 */
public record ChangeColumnType(String table, List<Column> columns, boolean fireUserTriggers) implements SchemaChange {

    public static final String KIND = "changeColumnType";

    public ChangeColumnType {
        columns = List.copyOf(columns);
    }

    /** What becomes of a value that does not convert. */
    public enum OnUnconvertible {
        FAIL,
        NULL
    }

    /**
     * @param column exact name
     * @param to the type as SQL
     * @param using how values are converted; null for assignment
     * @param reverseUsing how they are converted back; null for assignment
     */
    public record Column(
            String column,
            String to,
            @Nullable String using,
            @Nullable String reverseUsing,
            OnUnconvertible onUnconvertible) {

        TypeTarget target() {
            return new TypeTarget(column, to, using, reverseUsing);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("columns", columns.stream().map(ChangeColumnType::definition).toList());
        if (fireUserTriggers) {
            keys.put("fireUserTriggers", true);
        }
        return keys;
    }

    private static Map<String, Object> definition(Column column) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("column", Identifier.quote(column.column()));
        keys.put("to", column.to());
        if (column.using() != null) {
            keys.put("using", column.using());
        }
        if (column.reverseUsing() != null) {
            keys.put("reverseUsing", column.reverseUsing());
        }
        if (column.onUnconvertible() == OnUnconvertible.NULL) {
            keys.put("onUnconvertible", "null");
        }
        return keys;
    }
}
