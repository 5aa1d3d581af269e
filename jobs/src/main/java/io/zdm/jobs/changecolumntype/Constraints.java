package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/** What swap and swap back do to constraints that have no index. */
public final class Constraints {

    private Constraints() {}

    public static List<String> drop(String table, List<ConstraintSnapshot> constraints) {
        return constraints.isEmpty()
                ? List.of()
                : List.of("ALTER TABLE " + table + " "
                        + constraints.stream()
                                .map(k -> "DROP CONSTRAINT " + Identifier.quote(k.name()))
                                .collect(Collectors.joining(", ")));
    }

    public static List<String> takeNames(String table, List<ConstraintSnapshot> constraints, Guise guise) {
        return constraints.stream()
                .map(k -> "ALTER TABLE " + table + " RENAME CONSTRAINT " + Identifier.quote(guise.of(k.name())) + " TO "
                        + Identifier.quote(k.name()))
                .toList();
    }
}
