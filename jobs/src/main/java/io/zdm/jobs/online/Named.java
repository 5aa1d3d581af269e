package io.zdm.jobs.online;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.Optional;

/** Whether a name that is wanted is free, or belongs to something else. */
public final class Named {

    private Named() {}

    /** By a relation of any sort: an index lives beside tables, views and sequences. */
    public static Optional<Problem> taken(Planning planning, String schema, String name) {
        return planning
                .lines("SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, oid, 0)"
                        + " FROM pg_catalog.pg_class WHERE relnamespace = "
                        + Identifier.literal(Identifier.quote(schema)) + "::pg_catalog.regnamespace AND relname = "
                        + Identifier.literal(name))
                .stream()
                .findFirst()
                .map(other -> new Problem(
                        ProblemCode.NAME_TAKEN,
                        Identifier.qualified(schema, name),
                        "The name is taken by " + other,
                        "Choose another name, or rename that."));
    }

    /** Something of that name is there, and is not what is wanted. */
    public static Problem different(String object, String there, String wanted) {
        return new Problem(
                ProblemCode.DIFFERENT_DEFINITION,
                object,
                "There is one of that name with another definition: " + there + "; wanted: " + wanted,
                "Choose another name, or drop or rename what is there.");
    }
}
