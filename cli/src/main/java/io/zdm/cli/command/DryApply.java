package io.zdm.cli.command;

import io.zdm.cli.command.SequenceCommand.Planning;
import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.render.PlanPart;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.engine.batch.AppliedBefore;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.TableFinder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code apply} would do, in the order in which it would begin, with every problem of every change. */
final class DryApply {

    private final Planning planning;
    private final EngineSession session;
    private final SequencePrinter printer;
    private final Phase until;

    DryApply(Planning planning, EngineSession session, SequencePrinter printer, Phase until) {
        this.planning = planning;
        this.session = session;
        this.printer = printer;
        this.until = until;
    }

    List<ChangeResult> run(List<ChangeEntry> entries) {
        return new ChangeSequence(session.console().stop(), this::planned, (failed, later) -> false)
                .run(inTurn(entries), (number, entry) -> printer.begins(number, entries.size(), entry));
    }

    private Outcome planned(ChangeEntry entry) {
        Outcome outcome = dry(entry);
        printer.ended(outcome);
        return outcome;
    }

    private Outcome dry(ChangeEntry entry) {
        AppliedBefore before = AppliedBefore.find(planning.database(), entry.change(), entry.origin());
        if (!before.isReplaceable()) {
            if (before.isDone(until) || before.problem() != null) {
                return before.outcome("Applied before; nothing to do.");
            }
            if (before.record() != null) {
                planning.plans().pending(entry);
                return before.outcome("Would go on from where it is.");
            }
        }
        List<PlanPart> parts = planning.plans().next(entry);
        PlanPart own = parts.get(parts.size() - 1);
        List<Problem> problems = FilePlans.problems(parts);
        if (!problems.isEmpty()) {
            return Outcome.refused(own.view().plan().table(), problems);
        }
        parts.forEach(part -> session.console().err().print(new PlanRenderer().brief(part.view())));
        if (own.after() != null) {
            session.console().err().println(own.early());
        }
        return Outcome.planned(own.view().plan().table());
    }

    /** As the queue would have it: on a table by priority and file, across tables the largest first. */
    private List<ChangeEntry> inTurn(List<ChangeEntry> entries) {
        Map<ChangeEntry, Long> sizes = new HashMap<>();
        entries.forEach(e -> sizes.put(e, size(e)));
        Comparator<ChangeEntry> urgent =
                Comparator.comparingInt(ChangeEntry::priority).reversed();
        List<ChangeEntry> left = new ArrayList<>(entries);
        List<ChangeEntry> inTurn = new ArrayList<>();
        while (!left.isEmpty()) {
            ChangeEntry next = left.stream()
                    .filter(e -> left.stream().noneMatch(other -> isBefore(other, e, entries)))
                    .min(urgent.thenComparing(Comparator.<ChangeEntry>comparingLong(sizes::get)
                                    .reversed())
                            .thenComparingInt(entries::indexOf))
                    .orElse(left.get(0));
            left.remove(next);
            inTurn.add(next);
        }
        return inTurn;
    }

    private static boolean isBefore(ChangeEntry other, ChangeEntry entry, List<ChangeEntry> entries) {
        boolean earlier = entries.indexOf(other) < entries.indexOf(entry);
        if (other.tableName().matches(entry.tableName())) {
            return other.priority() > entry.priority() || (other.priority() == entry.priority() && earlier);
        }
        return earlier && FilePlans.mayNeed(entry, other);
    }

    private long size(ChangeEntry entry) {
        TableRef table = new TableFinder(planning.database())
                .find(entry.change().table())
                .table();
        return table == null
                ? 0
                : planning.database().value("SELECT pg_total_relation_size(?::bigint::oid)", Long.class, table.oid());
    }
}
