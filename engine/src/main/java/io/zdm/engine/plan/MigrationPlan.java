package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.plan.DdlStep.Effect;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a change will do, as data.
 *
 * @param members the tables that the change concerns, qualified and quoted: the table itself and, where it has any, its
 *     table partitions or inheritance children, each after its parent
 * @param path how: a shadow column, metadata only, online in place, or nothing at all because the target is in place
 * @param columns the columns that change
 * @param forward expand to contract
 * @param undo before the swap, or before the end where nothing is swapped: removes all traces
 * @param back after the swap: puts the old columns back, nothing lost
 * @param dependents what the catalog said of the columns, and to {@code watch}, when this was planned, to find drift
 * @param warnings what the user should know; nothing to refuse
 * @param picture what the way back of a tree can be planned anew from; null where the table has no descendants
 * @param watch an SQL question about what else matters to the change, a line a fact; null where nothing does
 * @param concerned names of columns that stay as they are but matter to the change, as those of an index do
 */
public record MigrationPlan(
        String kind,
        TableRef table,
        List<String> members,
        List<PlannedColumn> columns,
        Path path,
        List<PlannedStep> forward,
        List<PlannedStep> undo,
        List<PlannedStep> back,
        List<String> dependents,
        Estimate estimate,
        List<String> warnings,
        List<Problem> problems,
        @Nullable Picture picture,
        @Nullable String watch,
        List<String> concerned) {

    /** A change that was begun by an earlier release has no word about what is newer. */
    public MigrationPlan {
        concerned = concerned == null ? List.of() : List.copyOf(concerned);
    }

    public MigrationPlan(
            String kind,
            TableRef table,
            List<String> members,
            List<PlannedColumn> columns,
            Path path,
            List<PlannedStep> forward,
            List<PlannedStep> undo,
            List<PlannedStep> back,
            List<String> dependents,
            Estimate estimate,
            List<String> warnings,
            List<Problem> problems) {
        this(
                kind,
                table,
                members,
                columns,
                path,
                forward,
                undo,
                back,
                dependents,
                estimate,
                warnings,
                problems,
                null,
                null,
                List.of());
    }

    public enum Path {
        /** Ends in a swap, and a contract after it. */
        SHADOW_COLUMN,
        METADATA_ONLY,
        /** Made or removed beside the application: nothing is swapped, and there is nothing to contract. */
        ONLINE,
        /** The way back stays open until contract, without columns that change places. */
        REVERSIBLE,
        IN_PLACE
    }

    /**
     * @param number pg_attribute.attnum of the column that was there first; 0 where none was
     * @param second the column beside it where that is not called as the engine calls shadow and old columns; else null
     */
    public record PlannedColumn(
            String name,
            int number,
            String fromType,
            String toType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String second) {

        public PlannedColumn(String name, int number, String fromType, String toType) {
            this(name, number, fromType, toType, null);
        }

        /** What contract drops. */
        @JsonIgnore
        public String contracted() {
            return second != null ? second : Names.old(name);
        }

        /** What swapping back drops. */
        @JsonIgnore
        public String takenBack() {
            return second != null ? second : name;
        }
    }

    /**
     * @param rows as estimated by the planner's statistics
     * @param walBytes that the backfill and the indexes write
     * @param diskBytes needed until contract and VACUUM
     */
    public record Estimate(long rows, long tableBytes, long walBytes, long diskBytes, long seconds) {}

    public boolean refused() {
        return !problems.isEmpty();
    }

    /** What of the phase swap is left to do once the columns have changed places: nobody waits for it. */
    @JsonIgnore
    public List<PlannedStep> afterSwap() {
        return behind(forward, Effect.SWAPPED).stream()
                .filter(s -> s.phase() == Phase.SWAP)
                .toList();
    }

    /** What is left to do once they have changed back. */
    @JsonIgnore
    public List<PlannedStep> afterSwapBack() {
        return behind(back, Effect.SWAPPED_BACK);
    }

    private static List<PlannedStep> behind(List<PlannedStep> steps, Effect effect) {
        return steps.stream()
                .dropWhile(s -> !(s instanceof DdlStep ddl && ddl.effect() == effect))
                .skip(1)
                .toList();
    }

    /** Whether there is an old column to drop at the end. */
    @JsonIgnore
    public boolean hasContract() {
        return forward.stream().anyMatch(s -> s.phase() == Phase.CONTRACT);
    }

    /** The same as the plan of a change of another kind, which is made of this one's steps. */
    public MigrationPlan withKind(String other) {
        return new MigrationPlan(
                other,
                table,
                members,
                columns,
                path,
                forward,
                undo,
                back,
                dependents,
                estimate,
                warnings,
                problems,
                picture,
                watch,
                concerned);
    }

    public MigrationPlan withProblems(List<Problem> more) {
        return with(
                members,
                forward,
                undo,
                back,
                warnings,
                Stream.concat(problems.stream(), more.stream()).toList(),
                picture);
    }

    public MigrationPlan withWarnings(List<String> more) {
        return with(
                members,
                forward,
                undo,
                back,
                Stream.concat(warnings.stream(), more.stream()).toList(),
                problems,
                picture);
    }

    public MigrationPlan withForward(List<PlannedStep> steps) {
        return with(members, steps, undo, back, warnings, problems, picture);
    }

    public MigrationPlan withUndo(List<PlannedStep> steps) {
        return with(members, forward, steps, back, warnings, problems, picture);
    }

    public MigrationPlan withPicture(@Nullable Picture taken) {
        return with(members, forward, undo, back, warnings, problems, taken);
    }

    /** The same change with another way back, for the members that there are now. */
    public MigrationPlan withWayBack(List<String> present, List<PlannedStep> steps) {
        return with(present, forward, undo, steps, warnings, problems, picture);
    }

    private MigrationPlan with(
            List<String> present,
            List<PlannedStep> there,
            List<PlannedStep> undone,
            List<PlannedStep> returning,
            List<String> allWarnings,
            List<Problem> allProblems,
            @Nullable Picture taken) {
        return new MigrationPlan(
                kind,
                table,
                present,
                columns,
                path,
                there,
                undone,
                returning,
                dependents,
                estimate,
                allWarnings,
                allProblems,
                taken,
                watch,
                concerned);
    }
}
