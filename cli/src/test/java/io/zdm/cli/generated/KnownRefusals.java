package io.zdm.cli.generated;

import io.zdm.engine.plan.Problem;
import java.util.List;
import java.util.Set;

/** What the engine refuses though ALTER TABLE does it: it locks the table meanwhile, and the engine may not. */
final class KnownRefusals {

    /** As printed. Conversions by the session's time zone; what a trigger's row or an ON UPDATE rule would meet. */
    private static final Set<String> CODES = Set.of("session-dependent-conversion");

    /** For the time being, on tables with others below them. */
    private static final Set<String> ON_TREES = Set.of("partitioned-table", "inheritance");

    private KnownRefusals() {}

    static boolean explain(List<Problem> problems, boolean tree) {
        return problems.stream().allMatch(p -> explain(p, tree));
    }

    private static boolean explain(Problem problem, boolean tree) {
        String code = problem.code().text();
        boolean partitionedChild =
                code.equals("inbound-foreign-key") && problem.message().contains("which is partitioned");
        // PostgreSQL makes foreign keys of varchar[], and fails to check any row.
        boolean unusable = problem.message().contains("cannot determine element type of \"anyarray\"");
        return partitionedChild || unusable || CODES.contains(code) || (tree && ON_TREES.contains(code));
    }
}
