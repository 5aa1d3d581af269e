package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import java.util.List;

/** What fits a sequence. */
final class SequenceRange {

    private static final List<String> TYPES = List.of("smallint", "integer", "bigint");

    private SequenceRange() {}

    /** Whether both are types that a sequence may have, the one with more room than the other. */
    static boolean isWider(String type, String than) {
        return TYPES.contains(than) && TYPES.indexOf(type) > TYPES.indexOf(than);
    }

    static boolean contains(SequenceSnapshot sequence, long value) {
        return value >= sequence.min() && value <= sequence.max();
    }

    static boolean contains(SequenceSnapshot sequence, SequenceSnapshot other) {
        return contains(sequence, other.min()) && contains(sequence, other.max());
    }

    /** Before a rollback: the sequence may have gone beyond what it could hold, though no row has such a value. */
    static DdlStep fits(SequenceSnapshot sequence) {
        String before = "The sequence " + sequence.sql() + " is at ";
        String after = ", which is outside of its former range " + sequence.min() + " to " + sequence.max()
                + ": going back would make it give other values";
        String statement = """
                DO $zdm$
                DECLARE
                    zdm_value bigint := (SELECT last_value FROM %s);
                BEGIN
                    IF zdm_value NOT BETWEEN %s AND %s THEN
                        RAISE numeric_value_out_of_range USING MESSAGE = %s || zdm_value || %s,
                            HINT = 'Set it with setval to a value in that range that is free, then restart.';
                    END IF;
                END
                $zdm$""".formatted(
                sequence.sql(), sequence.min(), sequence.max(), Identifier.literal(before), Identifier.literal(after));
        return new DdlStep(
                Guise.OLD.id("sequence-fits:" + sequence.name()),
                Phase.DEPENDENTS,
                "See that the sequence " + sequence.sql() + " is within its former range",
                List.of(),
                List.of(statement),
                null,
                Effect.NONE,
                false,
                List.of());
    }
}
