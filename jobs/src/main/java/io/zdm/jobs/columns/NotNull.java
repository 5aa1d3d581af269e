package io.zdm.jobs.columns;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import java.util.List;

/** NOT NULL without a scan under the lock: a CHECK proves it first, validated while others write. */
public final class NotNull {

    private NotNull() {}

    /**
     * @param ids what the steps' ids begin with
     * @param column exact name, as it is when they run
     */
    public static List<PlannedStep> steps(Ddl ddl, String ids, Phase phase, String column) {
        String proof = Names.notNullProof(column);
        String quoted = Identifier.quote(column);
        String done = ddl.isNotNull(column);
        return List.of(
                ddl.exclusive(
                        ids + "not-null-add",
                        phase,
                        "Forbid NULL in new writes to " + quoted,
                        List.of(ddl.alter("ADD CONSTRAINT " + Identifier.quote(proof) + " CHECK (" + quoted
                                + " IS NOT NULL) NOT VALID")),
                        "SELECT (" + ddl.hasConstraint(proof, false) + ") OR (" + done + ")",
                        List.of(drop(ddl, column))),
                ddl.validate(
                        ids + "not-null-validate",
                        phase,
                        proof,
                        "SELECT (" + ddl.hasConstraint(proof, true) + ") OR (" + done + ")"));
    }

    /** Statements under ACCESS EXCLUSIVE: the proof spares the scan. */
    public static List<String> set(Ddl ddl, String column) {
        return List.of(ddl.alterColumn(column, "SET NOT NULL"), drop(ddl, column));
    }

    /** Of the proof. */
    public static String drop(Ddl ddl, String column) {
        return ddl.alter("DROP CONSTRAINT IF EXISTS " + Identifier.quote(Names.notNullProof(column)));
    }
}
