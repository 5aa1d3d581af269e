package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads every row and compares what is stored with what should be: the proof without which nothing is swapped.
 *
 * @param wrong a boolean expression over the row, true where the row is not as it should be; may raise where a value
 *     does not convert
 * @param wrongOrUnconvertible the same, never raising, slower
 * @param repair how a row that is wrong is set right, empty where a person must look
 * @param nullAllowed whether NULL may stay where a value has no way back, if the user accepts that
 * @param walks one for each member of the table's tree that has rows of its own
 * @param guards the triggers that keep proven rows right; the proof is void if one was touched since it began
 * @param guarded the tables that have them all: every member of the tree
 * @param reports what is said of the rows that are found, where that is all that becomes of them: nothing is proven
 *     then; else null
 */
public record VerifyStep(
        String id,
        Phase phase,
        String title,
        List<Walk> walks,
        String wrong,
        String wrongOrUnconvertible,
        List<Assignment> repair,
        boolean nullAllowed,
        List<String> guards,
        List<String> guarded,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reports)
        implements PlannedStep {

    public VerifyStep(
            String id,
            Phase phase,
            String title,
            List<Walk> walks,
            String wrong,
            String wrongOrUnconvertible,
            List<Assignment> repair,
            boolean nullAllowed,
            List<String> guards,
            List<String> guarded) {
        this(id, phase, title, walks, wrong, wrongOrUnconvertible, repair, nullAllowed, guards, guarded, null);
    }

    /**
     * Counts rows and says how many there are, for a person to know.
     *
     * @param which a boolean expression over the row that never raises
     * @param reports what they are, following their number
     */
    public static VerifyStep counting(
            String id, Phase phase, String title, List<Walk> walks, String which, String reports) {
        return new VerifyStep(id, phase, title, walks, which, which, List.of(), false, List.of(), List.of(), reports);
    }

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.ACCESS_SHARE;
    }

    /** The step for one member alone. */
    public VerifyStep on(Walk walk) {
        return new VerifyStep(
                id,
                phase,
                title,
                List.of(walk),
                wrong,
                wrongOrUnconvertible,
                repair,
                nullAllowed,
                guards,
                guarded,
                reports);
    }

    /** Where there is just one. */
    @JsonIgnore
    public Walk walk() {
        return Walk.only(walks);
    }

    /**
     * A query whose one answer tells what the guards are now, and in which files the rows lie that are compared by their
     * place: equal answers mean that nobody touched them.
     */
    @JsonIgnore
    public String guardsNow() {
        List<String> byPlace = walks.stream()
                .filter(w -> w.key().isBlocks())
                .map(w -> Identifier.literal(w.table()))
                .toList();
        return byPlace.isEmpty()
                ? triggersNow()
                : "SELECT (" + triggersNow()
                        + ") || (SELECT string_agg(format(', %s %s', pg_catalog.to_regclass(t)::oid,"
                        + " pg_catalog.pg_relation_filenode(pg_catalog.to_regclass(t))), '' ORDER BY t) FROM unnest(ARRAY["
                        + String.join(", ", byPlace) + "]::text[]) t WHERE pg_catalog.to_regclass(t) IS NOT NULL)";
    }

    private String triggersNow() {
        if (guards.isEmpty()) {
            return "SELECT 'no trigger'";
        }
        String members = "SELECT pg_catalog.to_regclass(t)::oid FROM unnest(ARRAY["
                + guarded.stream().map(Identifier::literal).collect(Collectors.joining(", "))
                + "]::text[]) t WHERE pg_catalog.to_regclass(t) IS NOT NULL";
        return "SELECT string_agg(format('%s %s %s %s', tgrelid, tgname, xmin, tgenabled), ', ' ORDER BY tgrelid, tgname)"
                + " FROM pg_catalog.pg_trigger WHERE tgrelid IN (" + members + ") AND tgenabled = 'A' AND tgname IN ("
                + guards.stream().map(Identifier::literal).collect(Collectors.joining(", "))
                + ") HAVING count(*) = " + guards.size() + " * (SELECT count(*) FROM (" + members + ") m)";
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        return OfflineLoop.verify(this);
    }
}
