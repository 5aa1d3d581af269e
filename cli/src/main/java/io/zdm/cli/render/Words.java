package io.zdm.cli.render;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.SnapshotStep;
import io.zdm.engine.plan.VerifyStep;

/** What plans and runbooks say in the same words. */
public final class Words {

    private Words() {}

    public static String path(Path path) {
        return switch (path) {
            case SHADOW_COLUMN -> "shadow column: the table is filled online, then the columns change places";
            case METADATA_ONLY -> "metadata only: PostgreSQL rewrites nothing, one ALTER is the whole change";
            case ONLINE -> "online: made beside the application, nothing is swapped; contract has nothing to do";
            case REVERSIBLE -> "reversible: nothing is lost until contract, and a rollback goes back to how it was";
            case IN_PLACE -> "nothing to do: the target is in place";
        };
    }

    public static String columnChange(PlannedColumn column) {
        return Identifier.quote(column.name()) + ": " + column.fromType() + " → " + column.toType();
    }

    public static String estimate(MigrationPlan plan) {
        Estimate estimate = plan.estimate();
        boolean fills = plan.forward().stream().anyMatch(BackfillStep.class::isInstance);
        if (plan.path() == Path.ONLINE && !fills) {
            return "no row is written; "
                    + (estimate.diskBytes() == 0
                            ? "locks for milliseconds"
                            : "about " + Units.bytes(estimate.walBytes()) + " of WAL and "
                                    + Units.bytes(estimate.diskBytes()) + " of disk for what is built");
        }
        return estimate.walBytes() == 0
                ? "the lock for milliseconds; no rows are written"
                : Units.duration(estimate.seconds()) + " for the backfill, " + Units.bytes(estimate.walBytes())
                        + " of WAL, " + Units.bytes(estimate.diskBytes()) + " of disk until contract and VACUUM";
    }

    /** Of a lock that is held for as long as a step takes, or that it waits for and holds for a moment. */
    public static String lock(PlannedStep step) {
        return step instanceof SnapshotStep ? "none" : step.lock().sql();
    }

    public static String blocks(PlannedStep step) {
        return step instanceof SnapshotStep ? "nobody" : step.lock().blocks();
    }

    /** How long a step takes, as far as that can be said beforehand. */
    public static String duration(PlannedStep step, Estimate estimate) {
        if (step instanceof BackfillStep) {
            return Units.duration(estimate.seconds()) + ", in chunks of a fifth of a second";
        }
        if (step instanceof IndexStep) {
            return "two to three times CREATE INDEX on " + Units.count(estimate.rows()) + " rows";
        }
        if (step instanceof VerifyStep) {
            return "one read of the table (" + Units.bytes(estimate.tableBytes()) + ")";
        }
        if (step instanceof SnapshotStep) {
            return "as long as the oldest transaction";
        }
        if (step instanceof ConcurrentStep) {
            return "as long as it works, and the transactions that it waits for";
        }
        boolean reads = step instanceof DdlStep ddl && ddl.scans();
        return reads && step.lock() == LockLevel.SHARE_UPDATE_EXCLUSIVE
                ? "at most one read of the table (" + Units.bytes(estimate.tableBytes()) + ")"
                : "milliseconds";
    }
}
