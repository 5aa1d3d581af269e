package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.TableRef;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything a change will do, as data.
 *
 * @param members the tables that the change concerns, qualified and quoted: the table itself and, where it has any, its
 *     table partitions or inheritance children, each after its parent
 * @param path how: a shadow column, metadata only, or nothing at all because the target is in place
 * @param columns the columns concerned
 * @param forward expand to contract
 * @param undo before the swap: removes all traces
 * @param back after the swap: puts the old columns back, nothing lost
 * @param dependents what the catalog said of the columns when this was planned, to find drift
 * @param warnings what the user should know; nothing to refuse
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
        List<Problem> problems) {

    public enum Path {
        SHADOW_COLUMN,
        METADATA_ONLY,
        IN_PLACE
    }

    /** @param number pg_attribute.attnum of the column that was there first */
    public record PlannedColumn(String name, int number, String fromType, String toType) {}

    /**
     * @param rows as estimated by the planner's statistics
     * @param walBytes that the backfill and the indexes write
     * @param diskBytes needed until contract and VACUUM
     */
    public record Estimate(long rows, long tableBytes, long walBytes, long diskBytes, long seconds) {}

    public boolean refused() {
        return !problems.isEmpty();
    }

    /** Whether there is an old column to drop at the end. */
    @JsonIgnore
    public boolean hasContract() {
        return forward.stream().anyMatch(s -> s.phase() == Phase.CONTRACT);
    }

    public MigrationPlan withProblems(List<Problem> more) {
        return with(warnings, Stream.concat(problems.stream(), more.stream()).toList());
    }

    public MigrationPlan withWarnings(List<String> more) {
        return with(Stream.concat(warnings.stream(), more.stream()).toList(), problems);
    }

    private MigrationPlan with(List<String> allWarnings, List<Problem> allProblems) {
        return new MigrationPlan(
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
                allWarnings,
                allProblems);
    }
}
