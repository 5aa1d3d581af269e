package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills columns of existing rows, chunk by chunk.
 *
 * @param tree whether the table has table partitions or children: others may come or go while the change runs
 * @param walks one for each member of the table's tree that has rows of its own
 * @param differingOnly whether rows that are as they should be are left alone from the first: a shadow column's rows never
 *     are; null for false
 * @param free a condition that locks what else the write of a row needs, and is false where somebody holds that: such a
 *     row is come back to; null where it needs nothing
 * @param repeated whether the table is walked again until no row is left that is not as it should be: where neither a
 *     trigger keeps in step what the application moves out of the walk's way, nor a verify finds it; null for false
 */
public record BackfillStep(
        String id,
        Phase phase,
        String title,
        boolean tree,
        List<Walk> walks,
        List<Assignment> assignments,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean differingOnly,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String free,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean repeated)
        implements PlannedStep {

    public BackfillStep(
            String id, Phase phase, String title, boolean tree, List<Walk> walks, List<Assignment> assignments) {
        this(id, phase, title, tree, walks, assignments, null, null, null);
    }

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.ROW_EXCLUSIVE;
    }

    /** Whether a row that is as it should be is never written. */
    @JsonIgnore
    public boolean leavesOthersAlone() {
        return Boolean.TRUE.equals(differingOnly);
    }

    /** Whether the table is walked again until nothing is left. */
    @JsonIgnore
    public boolean walksAgain() {
        return Boolean.TRUE.equals(repeated);
    }

    /** The step for one member alone. */
    public BackfillStep on(Walk walk) {
        return on(List.of(walk));
    }

    /** The step for some of the members. */
    public BackfillStep on(List<Walk> some) {
        return new BackfillStep(id, phase, title, tree, some, assignments, differingOnly, free, repeated);
    }

    /** What makes it another step: in a tree a new member is filled without filling all the others again. */
    public BackfillStep identity() {
        return tree
                ? new BackfillStep(id, phase, title, true, List.of(), assignments, differingOnly, free, repeated)
                : this;
    }

    /** Where there is just one. */
    @JsonIgnore
    public Walk walk() {
        return Walk.only(walks);
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
        return walks.stream().map(w -> OfflineLoop.backfill(on(w))).toList();
    }
}
