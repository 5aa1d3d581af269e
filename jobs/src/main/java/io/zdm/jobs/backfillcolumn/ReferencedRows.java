package io.zdm.jobs.backfillcolumn;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Planning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rows that foreign keys of the filled columns refer to. The check of such a key locks its row and would wait for
 * whoever deletes it, with the chunk's own rows held: so it is locked beforehand, or the row is left for later.
 *
 * @param values what columns get, by their names
 */
record ReferencedRows(Planning planning, Map<String, String> values) {

    /** A condition on a row; null where there is no such key. */
    @Nullable
    String free() {
        List<String> conditions = keys().stream()
                .filter(this::mayLock)
                .map(k -> free(k.foreignKey()))
                .toList();
        return conditions.isEmpty() ? null : String.join(" AND ", conditions);
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (ConstraintSnapshot key : keys()) {
            if (!mayLock(key)) {
                warnings.add("This role may not lock rows of " + referenced(key) + ": the check of the foreign key "
                        + Identifier.quote(key.name())
                        + " makes a chunk wait for whoever deletes such a row, for at most"
                        + " the lock timeout. Grant it UPDATE there, and the chunk leaves those rows for later.");
            }
        }
        return warnings;
    }

    private List<ConstraintSnapshot> keys() {
        return planning.table().constraints().stream()
                .filter(k -> k.foreignKey() != null
                        && k.enforced()
                        && k.foreignKey().columns().stream().anyMatch(values::containsKey))
                .toList();
    }

    private boolean mayLock(ConstraintSnapshot key) {
        return !planning.lines("SELECT 'yes' WHERE pg_catalog.has_table_privilege("
                        + Identifier.literal(referenced(key)) + "::pg_catalog.regclass, 'UPDATE')")
                .isEmpty();
    }

    private static String referenced(ConstraintSnapshot key) {
        ConstraintSnapshot.ForeignKey foreignKey = key.foreignKey();
        return foreignKey == null ? "" : foreignKey.referenced();
    }

    /** The values stand in a subquery without FROM: their names mean the row's columns, not the referenced table's. */
    private String free(ConstraintSnapshot.@Nullable ForeignKey key) {
        if (key == null) {
            return "true";
        }
        List<String> selected = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = key.columns().get(i);
            String name = "zdm_" + (i + 1);
            selected.add("(" + values.getOrDefault(column, Identifier.quote(column)) + ") AS " + name);
            missing.add("zdm_value." + name + " IS NULL");
            equal.add("zdm_key." + Identifier.quote(key.referencedColumns().get(i)) + " = zdm_value." + name);
        }
        String value = "(SELECT " + String.join(", ", selected) + ") zdm_value";
        String row = "SELECT 1 FROM " + key.referenced() + " zdm_key WHERE "
                + equal.stream().collect(Collectors.joining(" AND "));
        return "(EXISTS (SELECT FROM " + value + " WHERE " + String.join(" OR ", missing) + ") OR EXISTS (SELECT FROM "
                + value + ", LATERAL (" + row
                + " FOR KEY SHARE OF zdm_key SKIP LOCKED) zdm_locked) OR NOT EXISTS (SELECT FROM "
                + value + ", LATERAL (" + row + ") zdm_there))";
    }
}
