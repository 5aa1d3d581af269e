package io.zdm.cli.generated;

import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the engine refuses though ALTER TABLE does it: it locks the table meanwhile, and the engine may not. */
final class KnownRefusals {

    private static final Set<ProblemCode> CODES = EnumSet.of(
            ProblemCode.SESSION_DEPENDENT_CONVERSION,
            ProblemCode.KEY_COLUMN,
            ProblemCode.INBOUND_FOREIGN_KEY,
            ProblemCode.IDENTITY_COLUMN,
            ProblemCode.OWNED_SEQUENCE,
            ProblemCode.PARTITIONED_TABLE,
            ProblemCode.USER_TRIGGER);

    private KnownRefusals() {}

    static boolean explain(List<Problem> problems) {
        return problems.stream().allMatch(p -> CODES.contains(p.code()));
    }
}
