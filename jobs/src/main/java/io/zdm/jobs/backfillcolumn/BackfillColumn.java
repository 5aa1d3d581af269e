package io.zdm.jobs.backfillcolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param columns at least one, each named once
 * @param from other tables that the expressions read; null for none
 * @param where which rows are concerned, and how the rows of the other tables belong to them; null for all
 * @param keepExisting whether a value that is there stays, whatever the expression says
 * @param allowVolatile whether an expression may give another value each time
 * @param fireUserTriggers whether the table's own triggers fire on the backfill's updates
 */
public record BackfillColumn(
        String table,
        List<Column> columns,
        @Nullable String from,
        @Nullable String where,
        boolean keepExisting,
        boolean allowVolatile,
        boolean fireUserTriggers)
        implements SchemaChange {

    public static final String KIND = "backfillColumn";

    public BackfillColumn {
        columns = List.copyOf(columns);
    }

    /**
     * @param column exact name
     * @param set the value, over the columns of the row and of the other tables
     */
    public record Column(String column, String set) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put(
                "columns",
                columns.stream()
                        .map(c -> {
                            Map<String, Object> column = new LinkedHashMap<>();
                            column.put("column", Identifier.quote(c.column()));
                            column.put("set", c.set());
                            return column;
                        })
                        .toList());
        if (from != null) {
            keys.put("from", from);
        }
        if (where != null) {
            keys.put("where", where);
        }
        if (keepExisting) {
            keys.put("keepExisting", true);
        }
        if (allowVolatile) {
            keys.put("allowVolatile", true);
        }
        if (fireUserTriggers) {
            keys.put("fireUserTriggers", true);
        }
        return keys;
    }
}
