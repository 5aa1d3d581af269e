package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/** Fills columns of existing rows, chunk by chunk. */
public record BackfillStep(String id, Phase phase, String title, Walk walk, List<Assignment> assignments)
        implements PlannedStep {

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.ROW_EXCLUSIVE;
    }

    /** {@code a = x, b = y}. */
    @JsonIgnore
    public String setClause() {
        return assignments.stream()
                .map(a -> Identifier.quote(a.column()) + " = " + a.expression())
                .collect(Collectors.joining(", "));
    }

    /** True where a row is not filled as it should be and can be. Never raises. */
    @JsonIgnore
    public String differing() {
        return assignments.stream()
                .map(a -> "CASE WHEN " + a.convertible() + " THEN " + a.different() + " ELSE false END")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** True where a row is not filled as it should be. Raises where a value does not convert; quicker than the other. */
    @JsonIgnore
    public String different() {
        return assignments.stream().map(Assignment::different).collect(Collectors.joining(" OR ", "(", ")"));
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        return List.of(OfflineLoop.backfill(this));
    }
}
