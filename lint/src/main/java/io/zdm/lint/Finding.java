package io.zdm.lint;

import io.zdm.lint.source.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing found in one file.
 *
 * @param file the path as it was given
 * @param position where, line and column from 1
 * @param offset where in the file's text, from 0
 * @param number the statement's number in its file, from 1; 0 where the finding is about none
 * @param rule the rule's id
 * @param message what is wrong, in one or two sentences
 * @param statement the statement's text
 * @param locks what it takes; empty where it is not about locks
 * @param safe the safe way, as SQL
 * @param ackReason why somebody accepts it; null where nobody does
 */
public record Finding(
        String file,
        Position position,
        int offset,
        int number,
        String rule,
        Severity severity,
        String message,
        String statement,
        List<Lock> locks,
        String safe,
        @Nullable String ackReason) {

    public boolean acked() {
        return ackReason != null;
    }

    public Finding ackedBecause(String reason) {
        return new Finding(file, position, offset, number, rule, severity, message, statement, locks, safe, reason);
    }

    public Finding withSeverity(Severity other) {
        return new Finding(file, position, offset, number, rule, other, message, statement, locks, safe, ackReason);
    }

    /** The ack does not count, as the pull request lacks its label. */
    Finding withoutAck() {
        if (ackReason == null) {
            return this;
        }
        String said = message + " Its ack does not count: the pull request lacks the label migration-unsafe-ack.";
        return new Finding(file, position, offset, number, rule, severity, said, statement, locks, safe, null);
    }
}
