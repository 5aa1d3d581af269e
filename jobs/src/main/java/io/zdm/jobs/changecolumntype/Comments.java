package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import java.util.List;

/** COMMENT ON constraints. */
public final class Comments {

    private Comments() {}

    public static String onConstraint(String table, String constraint, String text) {
        return "COMMENT ON CONSTRAINT " + Identifier.quote(constraint) + " ON " + table + " IS "
                + Identifier.literal(text);
    }

    /** What makes a constraint, with the comment that the original has. */
    public static List<String> with(ConstraintSnapshot original, String table, String name, String sql) {
        return original.comment() == null ? List.of(sql) : List.of(sql, onConstraint(table, name, original.comment()));
    }
}
