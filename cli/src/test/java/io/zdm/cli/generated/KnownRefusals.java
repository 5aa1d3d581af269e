package io.zdm.cli.generated;

import io.zdm.engine.plan.Problem;
import java.util.List;
import java.util.Set;

/** What the engine refuses though ALTER TABLE does it: it locks the table meanwhile, and the engine may not. */
final class KnownRefusals {

    /** As printed; some of them are for the time being. */
    private static final Set<String> CODES =
            Set.of("session-dependent-conversion", "inbound-foreign-key", "partitioned-table", "user-trigger");

    private KnownRefusals() {}

    static boolean explain(List<Problem> problems) {
        return problems.stream().allMatch(p -> CODES.contains(p.code().text()));
    }
}
