package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads every row and compares what is stored with what should be: the proof without which nothing is swapped.
 *
 * @param wrong a boolean expression over the row, true where the row is not as it should be; may raise where a value
 *     does not convert
 * @param wrongOrUnconvertible the same, never raising, slower
 * @param repair how a row that is wrong is set right, empty where a person must look
 * @param nullAllowed whether NULL may stay where a value has no way back, if the user accepts that
 * @param guards the triggers that keep proven rows right; the proof is void if one was touched since it began
 */
public record VerifyStep(
        String id,
        Phase phase,
        String title,
        Walk walk,
        String wrong,
        String wrongOrUnconvertible,
        List<Assignment> repair,
        boolean nullAllowed,
        List<String> guards)
        implements PlannedStep {

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.ACCESS_SHARE;
    }

    /** A query whose one answer tells what the guards are now: equal answers mean that nobody touched them. */
    @JsonIgnore
    public String guardsNow() {
        return "SELECT string_agg(format('%s %s %s', tgname, xmin, tgenabled), ', ' ORDER BY tgname)"
                + " FROM pg_catalog.pg_trigger WHERE tgrelid = " + Identifier.literal(walk.table())
                + "::pg_catalog.regclass AND tgenabled = 'A' AND tgname IN ("
                + guards.stream().map(Identifier::literal).collect(Collectors.joining(", "))
                + ") HAVING count(*) = " + guards.size();
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        return List.of(OfflineLoop.verify(this));
    }
}
