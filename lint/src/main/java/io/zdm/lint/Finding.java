package io.zdm.lint;

import io.zdm.lint.rule.Rule;
import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.Position;
import io.zdm.lint.source.SourceFile;
import java.util.List;
import java.util.function.UnaryOperator;
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
 * @param traced what PostgreSQL was seen to do; null where it was not run
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
        @Nullable String ackReason,
        @Nullable String traced) {

    /** What a rule has found, with the severity and the safe way that it has. */
    public static Finding of(
            String id, SourceFile file, int offset, int number, String message, String statement, List<Lock> locks) {
        Rule rule = Rules.of(id);
        return new Finding(
                file.path(),
                file.position(offset),
                offset,
                number,
                id,
                rule.severity(),
                message,
                statement,
                List.copyOf(locks),
                rule.safe(),
                null,
                null);
    }

    public boolean acked() {
        return ackReason != null;
    }

    public Finding ackedBecause(String reason) {
        return with(severity, message, locks, reason, traced);
    }

    public Finding withSeverity(Severity other) {
        return with(other, message, locks, ackReason, traced);
    }

    /** @param seen the locks that were seen; empty where none were */
    public Finding traced(String what, List<Lock> seen) {
        return with(severity, message, seen.isEmpty() ? locks : seen, ackReason, what);
    }

    /** With other names in what is said. */
    Finding named(UnaryOperator<String> names) {
        List<Lock> renamed = locks.stream()
                .map(lock -> new Lock(names.apply(lock.object()), lock.mode()))
                .toList();
        return with(severity, names.apply(message), renamed, ackReason, traced == null ? null : names.apply(traced));
    }

    /** The ack does not count, as the pull request lacks its label. */
    Finding withoutAck() {
        if (ackReason == null) {
            return this;
        }
        String said = message + " Its ack does not count: the pull request lacks the label migration-unsafe-ack.";
        return with(severity, said, locks, null, traced);
    }

    private Finding with(
            Severity grave, String text, List<Lock> taken, @Nullable String reason, @Nullable String what) {
        return new Finding(file, position, offset, number, rule, grave, text, statement, taken, safe, reason, what);
    }
}
