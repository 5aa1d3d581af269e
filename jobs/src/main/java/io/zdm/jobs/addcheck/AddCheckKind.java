package io.zdm.jobs.addcheck;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads definitions of {@link AddCheck} and plans them. */
public final class AddCheckKind implements ChangePlanner {

    @Override
    public String name() {
        return AddCheck.KIND;
    }

    @Override
    public String summary() {
        return "Adds a CHECK constraint: NOT VALID for new writes first, then validated without blocking any.";
    }

    @Override
    public String example() {
        return "run addCheck --table=task_instance --constraint=ti_try_number_check --check='try_number >= 0'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("constraint", true, "the constraint's name, written as in SQL"),
                Key.text("check", true, "the condition, as in CHECK (…)"),
                Key.flag("noInherit", "inheritance children do not get it"),
                Key.flag("validate", "false leaves it NOT VALID: rows that are there are not checked (default: true)"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        return new AddCheck(
                table,
                Identifier.parse(Text.required(values, "constraint")),
                Text.required(values, "check"),
                Text.flag(values, "noInherit", false),
                Text.flag(values, "validate", true));
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new AddCheckPlan((AddCheck) change, planning).plan();
    }

    /** Which columns it reads PostgreSQL says in the trial. */
    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.of();
    }
}
