package io.zdm.jobs.addindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link AddIndex} and plans them. */
public final class AddIndexKind implements ChangePlanner {

    @Override
    public String name() {
        return AddIndex.KIND;
    }

    @Override
    public String summary() {
        return "Builds an index without blocking writes, on each table partition of a partitioned table, too.";
    }

    @Override
    public String example() {
        return "run addIndex --table=task_instance --index=ti_hostname --columns=hostname --where='pid IS NOT NULL'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("index", true, "the index's name, written as in SQL, without a schema"),
                Key.text("columns", false, "columns and expressions, as in CREATE INDEX: a, lower(b), c DESC"),
                Key.text("method", false, "btree (default), gin, gist, brin, hash, …"),
                Key.text("include", false, "columns that are only stored: d, e"),
                Key.text("where", false, "the condition of a partial index"),
                Key.text("tablespace", false, "where it lies; without it the database's own"),
                Key.text(
                        "definition",
                        false,
                        "instead of the others: all that follows the table's name in CREATE INDEX"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String columns = Text.of(values, "columns");
        String definition = Text.of(values, "definition");
        if ((columns == null) == (definition == null)) {
            throw new InvalidDefinitionException("give either columns or definition");
        }
        if (definition != null
                && List.of("method", "include", "where", "tablespace").stream()
                        .anyMatch(k -> Text.of(values, k) != null)) {
            throw new InvalidDefinitionException(
                    "definition says all; leave out method, include, where and tablespace");
        }
        String method = Text.of(values, "method");
        String tablespace = Text.of(values, "tablespace");
        return new AddIndex(
                table,
                Identifier.parse(Text.required(values, "index")),
                columns,
                method == null ? null : Identifier.parse(method),
                Text.of(values, "include"),
                Text.of(values, "where"),
                tablespace == null ? null : Identifier.parse(tablespace),
                definition);
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new AddIndexPlan((AddIndex) change, planning).plan();
    }

    /** Which columns it reads PostgreSQL says in the trial. */
    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of();
    }
}
