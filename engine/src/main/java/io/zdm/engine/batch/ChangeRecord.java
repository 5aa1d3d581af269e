package io.zdm.engine.batch;

import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change as {@code zdm.change_status} has it.
 *
 * @param live whether an owner holds it, working or waiting
 * @param swappedDependents by column name, what the catalog said at the swap; empty before
 */
public record ChangeRecord(
        long id,
        String kind,
        String name,
        long tableOid,
        Map<String, Object> definition,
        MigrationPlan plan,
        Phase until,
        Direction direction,
        String state,
        boolean live,
        @Nullable Instant swappedAt,
        Map<String, List<String>> swappedDependents,
        @Nullable String owner) {

    public enum Direction {
        FORWARD,
        ROLLBACK
    }

    public boolean isRunning() {
        return live;
    }

    /** Over: neither goes on nor can be gone back from. */
    public boolean isEnded() {
        return state.equals("COMPLETED") || state.equals("ROLLED_BACK");
    }

    /** Nothing of it is left to do but a contract, if anything. */
    boolean isOver() {
        return isEnded() || (state.equals("SWAPPED") && plan.afterSwap().isEmpty());
    }

    public boolean isSwapped() {
        return swappedAt != null;
    }
}
