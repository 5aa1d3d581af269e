package io.zdm.jobs.addunique;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link AddUnique} and plans them. */
public final class AddUniqueKind implements ChangePlanner {

    @Override
    public String name() {
        return AddUnique.KIND;
    }

    @Override
    public String summary() {
        return "Adds a unique constraint, made of a unique index that is built without blocking writes.";
    }

    @Override
    public String example() {
        return "run addUnique --table=dag_run --constraint=dag_run_run_after_key --columns='dag_id, run_after'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("constraint", true, "the constraint's name, and its index's, written as in SQL"),
                Key.text("columns", true, "the columns: a, b"),
                Key.text("include", false, "columns that are only stored in its index: c, d"),
                Key.flag("nullsNotDistinct", "two NULLs are duplicates, too; from PostgreSQL 15 on"),
                Key.flag("deferrable", "the check may wait for the end of a transaction"),
                Key.flag("initiallyDeferred", "it does so unless told otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String include = Text.of(values, "include");
        return new AddUnique(
                table,
                Identifier.parse(Text.required(values, "constraint")),
                NameList.parse("columns", Text.required(values, "columns")),
                include == null ? List.of() : NameList.parse("include", include),
                Text.flag(values, "nullsNotDistinct", false),
                Text.flag(values, "deferrable", false),
                Text.flag(values, "initiallyDeferred", false));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new AddUniquePlan((AddUnique) change, planning).plan();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.copyOf(((AddUnique) change).columns());
    }
}
