package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.Map;
import java.util.Set;

/** What runs while an earlier statement of the same transaction holds its lock. */
final class HeldLockCheck implements Check {

    /** Rules about work that takes as long as the table is large. */
    private static final Set<String> SLOW = Set.of(
            "index-not-concurrent",
            "foreign-key-validated",
            "check-validated",
            "unique-constraint",
            "primary-key",
            "set-not-null",
            "change-column-type",
            "update-without-where",
            "delete-without-where",
            "data-in-migration",
            "refresh-materialized-view",
            "reindex-not-concurrent");

    @Override
    public void look(Visit visit) {
        Map<String, String> held = visit.scene().held;
        if (held.isEmpty() || !visit.scene().inTransaction()) {
            return;
        }
        boolean slow = visit.findings().stream()
                .anyMatch(finding -> finding.number() == visit.statement().number() && SLOW.contains(finding.rule()));
        String other = StrongLocks.of(visit).stream()
                .map(lock -> Names.of(lock.object()))
                .filter(object -> !held.containsKey(object))
                .findFirst()
                .orElse("");
        if (!slow && other.isEmpty()) {
            return;
        }
        String first = held.keySet().iterator().next();
        visit.report(
                "strong-lock-held",
                visit.tree(),
                slow
                        ? "Until this is done nobody can read or write " + first
                                + ", which an earlier statement of the transaction has locked."
                        : "This waits for " + other + " while the transaction holds " + first
                                + ": its users wait too, and the two may be locked by others the other way round.",
                held.entrySet().stream()
                        .map(entry -> new Lock(entry.getKey(), entry.getValue()))
                        .toArray(Lock[]::new));
    }
}
