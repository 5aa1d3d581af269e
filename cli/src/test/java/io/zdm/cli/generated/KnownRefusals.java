package io.zdm.cli.generated;

import io.zdm.engine.plan.Problem;
import java.util.List;
import java.util.Set;

/** What the engine refuses though ALTER TABLE does it: it locks the table meanwhile, and the engine may not. */
final class KnownRefusals {

    /** As printed. Conversions by the session's time zone. */
    private static final Set<String> CODES = Set.of("session-dependent-conversion");

    /** On tables with others below them: keys that PostgreSQL cannot make there online. */
    private static final Set<String> ON_TREES = Set.of("partitioned-table", "inheritance", "inbound-foreign-key");

    private KnownRefusals() {}

    static boolean explain(List<Problem> problems, boolean tree) {
        return problems.stream().allMatch(p -> explain(p, tree));
    }

    private static boolean explain(Problem problem, boolean tree) {
        String code = problem.code().text();
        // PostgreSQL makes foreign keys of varchar[], and fails to check any row.
        boolean unusable = problem.message().contains("cannot determine element type of \"anyarray\"");
        return unusable || CODES.contains(code) || (tree && ON_TREES.contains(code));
    }
}
