package io.zdm.jobs.converttobigint;

import io.zdm.engine.change.SchemaChange;
import io.zdm.jobs.online.NameList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * @param columns the key's columns; where none is named, the integer columns of the primary key
 * @param naming what columns are called that hold such ids without a foreign key
 * @param arrays what arrays of them are called
 * @param tables further ones whose keys are meant, too; without a schema, in that of the table
 * @param wholeSchema whether every key of the table's schema is meant
 * @param fireUserTriggers whether the tables' own triggers fire on the backfill's updates
 */
public record ConvertToBigint(
        String table,
        List<String> columns,
        List<String> naming,
        List<String> arrays,
        List<String> tables,
        boolean wholeSchema,
        boolean fireUserTriggers)
        implements SchemaChange {

    public static final String KIND = "convertToBigint";

    public ConvertToBigint {
        columns = List.copyOf(columns);
        naming = List.copyOf(naming);
        arrays = List.copyOf(arrays);
        tables = List.copyOf(tables);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!columns.isEmpty()) {
            keys.put("columns", NameList.sql(columns));
        }
        if (!naming.isEmpty()) {
            keys.put("naming", String.join(", ", naming));
        }
        if (!arrays.isEmpty()) {
            keys.put("arrays", String.join(", ", arrays));
        }
        if (!tables.isEmpty()) {
            keys.put("tables", String.join(", ", tables));
        }
        if (wholeSchema) {
            keys.put("wholeSchema", true);
        }
        if (fireUserTriggers) {
            keys.put("fireUserTriggers", true);
        }
        return keys;
    }
}
