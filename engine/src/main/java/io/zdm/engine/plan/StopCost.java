package io.zdm.engine.plan;

import io.zdm.engine.plan.DdlStep.Effect;

/**
 * What a stop costs while a step runs: the work that a restart has to do again. Nothing else says that it is safe to
 * interrupt a change.
 */
public enum StopCost {
    /** Chunks are kept with their checkpoints. */
    ONE_CHUNK(""),
    /** Milliseconds of catalog work, undone by PostgreSQL, or a wait that begins anew. */
    NOTHING(""),
    BUILD("the index build so far"),
    SCAN("the scan of the table so far"),
    STATEMENT("what the statement has done so far"),
    /** A proof is of one piece: rows that were right may be wrong when it goes on. */
    VERIFICATION("the verification so far: every row is read again");

    private final String lost;

    StopCost(String lost) {
        this.lost = lost;
    }

    /** For people; empty where it is one chunk at most. */
    public String lost() {
        return lost;
    }

    public boolean isSafe() {
        return lost.isEmpty();
    }

    /** @throws IllegalStateException for a sort of step that nobody has thought about */
    public static StopCost of(PlannedStep step) {
        if (step instanceof BackfillStep) {
            return ONE_CHUNK;
        }
        if (step instanceof VerifyStep) {
            return VERIFICATION;
        }
        if (step instanceof IndexStep) {
            return BUILD;
        }
        if (step instanceof ConcurrentStep) {
            return STATEMENT;
        }
        if (step instanceof SnapshotStep) {
            return NOTHING;
        }
        if (step instanceof DdlStep ddl) {
            return of(ddl);
        }
        throw new IllegalStateException("Nobody has said what a stop costs in " + step.id());
    }

    private static StopCost of(DdlStep step) {
        if (step.scans()) {
            return SCAN;
        }
        // The user's own statement may do anything, for as long as its timeout lets it.
        return step.effect() == Effect.NOTED ? STATEMENT : NOTHING;
    }
}
