package io.zdm.lint;

import io.zdm.lint.rule.Rule.Effect;
import io.zdm.lint.rule.Rules;
import io.zdm.lint.source.SqlStatement;
import io.zdm.lint.trace.Seen;
import io.zdm.lint.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules have found beside what PostgreSQL was seen to do: confirmed, cleared, or added to. Cleared is only what
 * does not depend on the rows, as there may be none where it was run.
 */
final class TracedFindings {

    private static final Set<String> DEPENDING_ON_ROWS =
            Set.of("update", "delete", "insert", "merge", "with", "select", "copy", "do", "call");

    private final Trace trace;
    private final Set<String> small;
    private final List<Finding> cleared = new ArrayList<>();

    TracedFindings(Trace trace, Set<String> small) {
        this.trace = trace;
        this.small = small;
    }

    List<Finding> cleared() {
        return cleared;
    }

    List<Finding> of(List<SqlStatement> statements, List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (SqlStatement statement : statements) {
            List<Finding> own = findings.stream()
                    .filter(finding -> finding.number() == statement.number())
                    .toList();
            Seen seen = trace.of(statement);
            all.addAll(seen == null ? own : beside(seen, own));
        }
        return all;
    }

    private List<Finding> beside(Seen seen, List<Finding> own) {
        List<Finding> all = new ArrayList<>();
        for (Finding finding : own) {
            String clears = clears(seen, finding);
            if (clears != null) {
                cleared.add(finding.traced(clears, List.of()));
            } else {
                all.add(beside(seen, finding));
            }
        }
        addition(seen, all, own);
        return all;
    }

    private static Finding beside(Seen seen, Finding finding) {
        List<Lock> locks = finding.locks().isEmpty() ? List.of() : seen.locks();
        Effect effect = Rules.of(finding.rule()).effect();
        if (effect == Effect.ADVICE) {
            return finding.traced(
                    seen.locks().isEmpty() ? "PostgreSQL took no lock of note" : "PostgreSQL took " + locks(seen),
                    locks);
        }
        if (seen.error() != null) {
            return finding.traced(
                    (effect == Effect.FAILS ? "confirmed, PostgreSQL said: " : "not traced, as it failed: ")
                            + firstLine(seen.error()),
                    List.of());
        }
        if (effect == Effect.BLOCKS && seen.blocks()) {
            return finding.traced("confirmed: PostgreSQL " + did(seen), locks);
        }
        if (effect == Effect.DESTROYS && !seen.gone().isEmpty()) {
            return finding.traced("confirmed: gone are " + String.join(", ", seen.gone()), locks);
        }
        return finding.traced("not decided here: PostgreSQL " + did(seen), locks);
    }

    /** Why the finding is wrong; null where it may be right. */
    private static @Nullable String clears(Seen seen, Finding finding) {
        String first = seen.statement().sql().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
        boolean open = seen.error() != null
                || seen.blocks()
                || seen.skipped()
                || seen.partitioned()
                || Rules.of(finding.rule()).effect() != Effect.BLOCKS
                || DEPENDING_ON_ROWS.contains(first);
        return open ? null : "PostgreSQL " + did(seen);
    }

    private void addition(Seen seen, List<Finding> all, List<Finding> own) {
        boolean blocks = has(own, Effect.BLOCKS);
        boolean destroys = has(own, Effect.DESTROYS);
        if (seen.error() != null) {
            if (!has(own, Effect.FAILS)) {
                all.add(added("traced-failure", seen, "PostgreSQL refuses this: " + firstLine(seen.error()) + "."));
            }
        } else if (!seen.gone().isEmpty() && !destroys) {
            all.add(added("traced-loss", seen, "Gone are " + String.join(", ", seen.gone()) + "."));
        } else if (seen.blocks() && !blocks && !destroys && !isSmall(seen)) {
            all.add(added(
                    "traced-block", seen, "PostgreSQL " + did(seen) + ": others wait for as long as that takes."));
        }
    }

    private boolean isSmall(Seen seen) {
        return seen.work().stream().allMatch(work -> small.contains(work.substring(work.lastIndexOf(' ') + 1)));
    }

    private static boolean has(List<Finding> findings, Effect effect) {
        return findings.stream().anyMatch(finding -> Rules.of(finding.rule()).effect() == effect);
    }

    private static Finding added(String rule, Seen seen, String message) {
        SqlStatement statement = seen.statement();
        return Finding.of(
                        rule,
                        statement.file(),
                        statement.offset(),
                        statement.number(),
                        message,
                        statement.text(),
                        seen.locks())
                .traced("seen only when it ran", seen.locks());
    }

    private static String did(Seen seen) {
        String work = seen.work().isEmpty() ? "read and wrote no rows" : String.join(", ", seen.work());
        return seen.locks().isEmpty() ? work : work + " under " + locks(seen);
    }

    private static String locks(Seen seen) {
        return seen.locks().stream()
                .map(lock -> lock.mode() + " on " + lock.object())
                .collect(Collectors.joining(", "));
    }

    private static String firstLine(String error) {
        return error.lines().findFirst().orElse("").replaceFirst("^ERROR: ", "");
    }
}
