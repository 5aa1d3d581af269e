package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.output.ProgressBoard;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.batch.ChangeRecord;
import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.batch.QueueRun;
import io.zdm.engine.batch.Queueing.Queued;
import io.zdm.engine.batch.Queueing.Terms;
import io.zdm.engine.batch.Queueing.Wanted;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Queues the changes of files and runs them, and says what it does. */
final class ApplyRun implements QueueRun.Listener {

    private final EngineSession session;
    private final ApplyCommand command;
    private final ProgressBoard board;
    private final SequencePrinter printer;
    private final Map<Long, ChangeEntry> byId = new LinkedHashMap<>();
    private final Map<Long, String> tags = new ConcurrentHashMap<>();

    ApplyRun(EngineSession session, ApplyCommand command, ProgressBoard board) {
        this.session = session;
        this.command = command;
        this.board = board;
        this.printer = command.printer();
    }

    List<ChangeResult> run(List<ChangeEntry> entries) {
        List<Queued> queued = session.engine().queueing().queue(wanted(entries), terms());
        for (int i = 0; i < entries.size(); i++) {
            Long id = queued.get(i).id();
            if (id != null) {
                byId.put(id, entries.get(i));
            } else {
                printer.begins(i + 1, entries.size(), entries.get(i));
                printer.ended(Objects.requireNonNull(queued.get(i).outcome()));
            }
        }
        if (!byId.isEmpty()) {
            board.print("%nQueued: %d of %d. zdm-batch status shows them; Ctrl-C ends this at the next chunk, and the"
                            .formatted(byId.size(), entries.size())
                    + " same command goes on");
        }
        Map<Long, Outcome> ended = byId.isEmpty()
                ? Map.of()
                : session.engine()
                        .runQueued(
                                List.copyOf(byId.keySet()),
                                command.parallel,
                                session.console().stop(),
                                this);
        List<ChangeResult> results = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Long id = queued.get(i).id();
            Outcome outcome = id == null ? queued.get(i).outcome() : ended.get(id);
            if (id != null && !tags.containsKey(id) && !session.console().stop().isRequested()) {
                printer.ended(Objects.requireNonNull(outcome));
            }
            results.add(new ChangeResult(entries.get(i), Objects.requireNonNull(outcome)));
        }
        return results;
    }

    private static List<Wanted> wanted(List<ChangeEntry> entries) {
        return entries.stream()
                .map(e -> new Wanted(e.change(), e.name(), e.origin(), e.place(), e.priority()))
                .toList();
    }

    private Terms terms() {
        return new Terms(
                command.until.until,
                command.tuning.tuning(),
                command.attempts,
                board.reporter(""),
                new LongApply(session.console(), command.parallel, command.yes)::agreed);
    }

    @Override
    public RunOptions begins(ChangeRecord change, StopSignal stop) {
        ChangeEntry entry = Objects.requireNonNull(byId.get(change.id()));
        String tag = "[%d %s]".formatted(change.id(), change.plan().table().sql());
        tags.put(change.id(), tag);
        board.print("%s %s: %s".formatted(tag, entry.place(), entry.kind()));
        if (change.state().equals("QUEUED") && !change.plan().refused()) {
            show(change.plan());
        }
        return new RunOptions(
                entry.name(),
                entry.origin(),
                command.until.until,
                command.tuning.tuning(),
                board.reporter(tag),
                stop,
                this::show);
    }

    private void show(MigrationPlan plan) {
        board.print(new PlanRenderer().brief(PlanView.on(session.target(), plan, 0)));
    }

    @Override
    public void ended(long id, Outcome outcome) {
        String tag = Objects.requireNonNull(tags.get(id));
        board.end(tag);
        if (outcome.exitCode() == 0) {
            board.print(tag + " done");
        } else {
            board.print(tag + " ended:");
            board.aside(() -> printer.ended(outcome));
        }
    }
}
