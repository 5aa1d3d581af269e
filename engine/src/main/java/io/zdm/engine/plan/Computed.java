package io.zdm.engine.plan;

import java.util.List;

/**
 * A value computed from a row, and perhaps from rows of other tables that belong to it, deparsed: every name in it is
 * qualified or built in.
 *
 * @param problems why it cannot be computed; then there is nothing else
 * @param expression over the row's columns; assigned
 * @param comparable the same value as an expression of the column's very type, which raises where assignment would
 * @param condition whether the row is concerned at all
 * @param ambiguous whether more than one row of the other tables belongs to it; {@code false} where there are none
 * @param reads the table's columns that it goes by, all of them where it takes the row as a whole
 * @param volatiles what in it gives another value each time, by name
 * @param stables what in it goes by the session's settings or reads tables, by name
 */
public record Computed(
        List<Problem> problems,
        String expression,
        String comparable,
        String condition,
        String ambiguous,
        List<String> reads,
        List<String> volatiles,
        List<String> stables) {

    public static Computed refused(Problem problem) {
        return new Computed(List.of(problem), "", "", "", "", List.of(), List.of(), List.of());
    }
}
