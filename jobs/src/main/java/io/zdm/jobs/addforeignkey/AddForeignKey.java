package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.SchemaChange;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param constraint its exact name
 * @param references the other table, as the user wrote it
 * @param referencedColumns empty for its primary key
 * @param onDelete in lower case, {@code set null}; null for no action
 * @param validate whether the rows that are there are checked, too
 * @param index whether an index is built where none serves
 * @param indexName exact; null for PostgreSQL's choice
 */
public record AddForeignKey(
        String table,
        String constraint,
        List<String> columns,
        String references,
        List<String> referencedColumns,
        @Nullable String onDelete,
        @Nullable String onUpdate,
        boolean matchFull,
        boolean deferrable,
        boolean initiallyDeferred,
        boolean validate,
        boolean index,
        @Nullable String indexName)
        implements SchemaChange {

    public static final String KIND = "addForeignKey";

    @Override
    public String kind() {
        return KIND;
    }

    /** As SQL, but for NOT VALID. */
    String written(String referenced, List<String> ofReferenced) {
        return "FOREIGN KEY (" + NameList.sql(columns) + ") REFERENCES " + referenced
                + (ofReferenced.isEmpty() ? "" : " (" + NameList.sql(ofReferenced) + ")")
                + (matchFull ? " MATCH FULL" : "")
                + (onUpdate == null ? "" : " ON UPDATE " + onUpdate)
                + (onDelete == null ? "" : " ON DELETE " + onDelete)
                + (deferrable || initiallyDeferred ? " DEFERRABLE" : "")
                + (initiallyDeferred ? " INITIALLY DEFERRED" : "");
    }

    @Override
    public Map<String, Object> definition() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("constraint", Identifier.quote(constraint));
        keys.put("columns", NameList.sql(columns));
        keys.put("references", references);
        Text.put(keys, "referencedColumns", referencedColumns.isEmpty() ? null : NameList.sql(referencedColumns));
        Text.put(keys, "onDelete", onDelete);
        Text.put(keys, "onUpdate", onUpdate);
        Text.put(keys, "match", matchFull ? "full" : null);
        Text.put(keys, "deferrable", deferrable ? true : null);
        Text.put(keys, "initiallyDeferred", initiallyDeferred ? true : null);
        Text.put(keys, "validate", validate ? null : false);
        Text.put(keys, "index", index ? null : false);
        Text.put(keys, "indexName", indexName == null ? null : Identifier.quote(indexName));
        return keys;
    }
}
