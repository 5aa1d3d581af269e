package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Waits for transactions whose snapshot is older than the last chunk: at REPEATABLE READ they would see the new column
 * as it was before its backfill. Queues nobody.
 */
public record SnapshotStep(String id, Phase phase, String title) implements PlannedStep {

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.ACCESS_SHARE;
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        return List.of(OfflineLoop.oldSnapshots());
    }
}
