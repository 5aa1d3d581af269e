package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.Planner;
import org.jspecify.annotations.Nullable;

/**
 * What it means to run a change that has been run.
 *
 * @param outcome where nothing is run now
 * @param goOn whether what was begun goes on; otherwise, and without an outcome, it is planned as a new one
 */
record RunAgain(@Nullable Outcome outcome, boolean goOn) {

    private static final RunAgain ANEW = new RunAgain(null, false);
    private static final RunAgain GO_ON = new RunAgain(null, true);

    static RunAgain of(ChangeRecord record, SchemaChange change, ChangePlanner kind, Planner planner, Phase until) {
        if (record.isRunning()) {
            return over(Outcome.failed(record.id(), ChangeRunner.liveOwner(record)));
        }
        if (record.direction() == Direction.ROLLBACK) {
            return record.isEnded() ? ANEW : over(onItsWayBack(record));
        }
        boolean furtherWanted = !record.isEnded()
                && (!record.isSwapped()
                        || until == Phase.CONTRACT
                        || !record.plan().afterSwap().isEmpty());
        if (furtherWanted) {
            return GO_ON;
        }
        if (record.isEnded() && kind.once()) {
            return over(Outcome.nothingToDo(record.id(), "Done before, as change " + record.id() + "; nothing to do."));
        }
        MigrationPlan now = planner.replan(change, kind, record.id(), Planner.guises(record.plan()));
        boolean inPlace = now.path() == MigrationPlan.Path.IN_PLACE
                && (!record.isEnded() || planner.parts(change, kind).isEmpty());
        return record.isEnded() && !inPlace
                ? ANEW
                : over(Outcome.nothingToDo(record.id(), "The target is in place; nothing to do."));
    }

    static Outcome onItsWayBack(ChangeRecord record) {
        return Outcome.failed(
                record.id(),
                new EngineException(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "Change " + record.id() + " is on its way back",
                        false,
                        "Finish that first: zdm-batch restart " + record.id() + "."));
    }

    private static RunAgain over(Outcome outcome) {
        return new RunAgain(outcome, false);
    }
}
