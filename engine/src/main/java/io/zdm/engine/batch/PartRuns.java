package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a change and its parts are run: there the parts in theirs, then the change itself; back the other way
 * round. So the change's own swap is the last there and the first on the way back, and only when all are swapped is any
 * old column dropped.
 */
final class PartRuns {

    private final List<ChangeRecord> parts;
    private final ChangeRecord whole;
    private final Runs runs;

    PartRuns(ChangeRecord whole, List<ChangeRecord> parts, Runs runs) {
        this.whole = whole;
        this.parts = parts;
        this.runs = runs;
    }

    /** What one of them needs to run; null where nothing went wrong. */
    interface Runs {

        @Nullable
        EngineException own(Phase until);

        @Nullable
        EngineException part(ChangeRecord part, Phase until, Direction direction);
    }

    @Nullable
    EngineException run(Phase until, Direction direction) {
        if (parts.isEmpty()) {
            return runs.own(until);
        }
        if (direction == Direction.ROLLBACK) {
            return back();
        }
        EngineException error = forward(until);
        if (error == null && until == Phase.CONTRACT) {
            error = all(parts, Phase.CONTRACT);
            return error == null ? runs.own(Phase.CONTRACT) : error;
        }
        return error;
    }

    private @Nullable EngineException forward(Phase until) {
        if (until != Phase.DEPENDENTS && until != Phase.VERIFY) {
            Phase most = until.compareTo(Phase.SWAP) < 0 ? until : Phase.SWAP;
            EngineException error = all(unswapped(), most);
            return error == null ? own(most) : error;
        }
        // A foreign key between two of them can stand on one shadow at a time: only that whose turn it is goes so far.
        List<ChangeRecord> left = unswapped();
        EngineException error = left.isEmpty() ? own(until) : runs.part(left.get(0), until, Direction.FORWARD);
        if (error == null && !left.isEmpty()) {
            error = all(left.subList(1, left.size()), Phase.BACKFILL);
            return error == null ? own(Phase.BACKFILL) : error;
        }
        return error;
    }

    private List<ChangeRecord> unswapped() {
        return parts.stream()
                .filter(p ->
                        !p.isEnded() && (!p.isSwapped() || !p.plan().afterSwap().isEmpty()))
                .toList();
    }

    /** One whose own columns are in place already has nothing of its own to do until the end. */
    private @Nullable EngineException own(Phase until) {
        return whole.plan().path() == Path.IN_PLACE ? null : runs.own(until);
    }

    private @Nullable EngineException all(List<ChangeRecord> some, Phase until) {
        for (ChangeRecord part : some) {
            EngineException error = part.state().equals("COMPLETED") ? null : runs.part(part, until, Direction.FORWARD);
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    private @Nullable EngineException back() {
        EngineException error = runs.own(whole.until());
        for (int i = parts.size() - 1; i >= 0 && error == null; i--) {
            ChangeRecord part = parts.get(i);
            if (!part.state().equals("ROLLED_BACK")) {
                error = runs.part(part, part.until(), Direction.ROLLBACK);
            }
        }
        return error;
    }
}
