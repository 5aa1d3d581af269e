package io.zdm.engine.plan;

import java.util.List;

/**
 * A question to every row before anything is touched.
 *
 * @param walks one for each member of the table's tree that has rows of its own; none where {@code bad} is a query
 * @param setup statements that make what {@code bad} needs, in pg_temp
 * @param forced an expression to evaluate first, which raises where a row is bad; empty where {@code bad} is cheap
 * @param bad a boolean expression over the row, true where it is in the way; where it raises an error, that is a problem
 *     with the row's key
 * @param message of the problem
 */
public record ValueCheck(
        ProblemCode code,
        String object,
        List<Walk> walks,
        List<String> setup,
        String forced,
        String bad,
        Message message,
        String fix) {

    /** What is said of the rows found; in parts and not as a format, for names and conditions may hold a {@code %}. */
    public record Message(String beforeCount, String beforeKeys, String end) {

        public String of(long count, List<String> keys) {
            return beforeCount + count + beforeKeys + String.join(", ", keys) + end;
        }
    }

    /**
     * A question about the table as a whole.
     *
     * @param rows a query of one text column, a row for each thing that is in the way
     */
    public static ValueCheck whole(ProblemCode code, String object, String rows, Message message, String fix) {
        return new ValueCheck(code, object, List.of(), List.of(), "", rows, message, fix);
    }

    /** Whether {@code bad} is a query of its own, and no condition. */
    public boolean isWhole() {
        return walks.isEmpty();
    }

    /** The check of one member alone. */
    public ValueCheck on(Walk walk) {
        return new ValueCheck(code, object, List.of(walk), setup, forced, bad, message, fix);
    }

    /** Where there is just one. */
    public Walk walk() {
        return Walk.only(walks);
    }
}
