package io.zdm.jobs.addforeignkey;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads definitions of {@link AddForeignKey} and plans them. */
public final class AddForeignKeyKind implements ChangePlanner {

    private static final List<String> ACTIONS = List.of("no action", "restrict", "cascade", "set null", "set default");

    @Override
    public String name() {
        return AddForeignKey.KIND;
    }

    @Override
    public String summary() {
        return "Adds a foreign key: NOT VALID for new writes first, then validated; with an index where none serves.";
    }

    @Override
    public String example() {
        return "run addForeignKey --table=task_instance_history --constraint=tih_dag_version_fkey --columns=dag_version_id"
                + " --references=dag_version --on-delete='set null'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("constraint", true, "the constraint's name, written as in SQL"),
                Key.text("columns", true, "the referencing columns: a, b"),
                Key.text("references", true, "the referenced table"),
                Key.text("referencedColumns", false, "its columns; without them its primary key"),
                Key.oneOf("onDelete", ACTIONS, "what becomes of rows whose referenced row is deleted"),
                Key.oneOf("onUpdate", ACTIONS, "what becomes of them where its key changes"),
                Key.oneOf("match", List.of("simple", "full"), "full: all of the columns are NULL, or none"),
                Key.flag("deferrable", "the check may wait for the end of a transaction"),
                Key.flag("initiallyDeferred", "it does so unless told otherwise"),
                Key.flag("validate", "false leaves it NOT VALID: rows that are there are not checked (default: true)"),
                Key.flag("index", "false builds no index where none serves the columns (default: true)"),
                Key.text("indexName", false, "that index's name; without it, as PostgreSQL would name it"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        List<String> columns = NameList.parse("columns", Text.required(values, "columns"));
        String referenced = Text.of(values, "referencedColumns");
        List<String> referencedColumns =
                referenced == null ? List.of() : NameList.parse("referencedColumns", referenced);
        if (!referencedColumns.isEmpty() && referencedColumns.size() != columns.size()) {
            throw new InvalidDefinitionException("referencedColumns must be as many as columns");
        }
        String match = Text.of(values, "match");
        if (match != null && !List.of("simple", "full").contains(match)) {
            throw new InvalidDefinitionException("match is simple or full, not " + match);
        }
        String indexName = Text.of(values, "indexName");
        return new AddForeignKey(
                table,
                Identifier.parse(Text.required(values, "constraint")),
                columns,
                Text.required(values, "references"),
                referencedColumns,
                action(values, "onDelete"),
                action(values, "onUpdate"),
                "full".equals(match),
                Text.flag(values, "deferrable", false),
                Text.flag(values, "initiallyDeferred", false),
                Text.flag(values, "validate", true),
                Text.flag(values, "index", true),
                indexName == null ? null : Identifier.parse(indexName));
    }

    private static @Nullable String action(Map<String, Object> values, String key) {
        String action = Text.of(values, key);
        if (action == null) {
            return null;
        }
        if (!ACTIONS.contains(action)) {
            throw new InvalidDefinitionException(key + " is one of " + String.join(", ", ACTIONS) + "; not " + action);
        }
        return action.equals("no action") ? null : action;
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new AddForeignKeyPlan((AddForeignKey) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.copyOf(((AddForeignKey) change).columns());
    }
}
