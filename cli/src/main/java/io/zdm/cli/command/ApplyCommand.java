package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanPart;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.engine.batch.AppliedBefore;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.plan.Problem;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the changes of files, each of them once, however often it is given. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the changes of the files in their order, one after another. What was applied once is not applied again;"
                    + " what was stopped or has failed goes on. A change that was edited after it was applied is refused.",
            "Where one fails, the later ones of its file and of its table are left out; the others are run. The exit"
                    + " code is the gravest of all: 6, 1, 5, 4, 3."
        },
        footer = {"", "Example: zdm-batch apply migrations", "         zdm-batch apply migrations --dry-run"})
public final class ApplyCommand extends SequenceCommand {

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "DIR|FILE",
            defaultValue = "migrations",
            description = "change files, and folders of them (*.yaml directly in them) (default: ${DEFAULT-VALUE})")
    List<Path> paths = new ArrayList<>();

    @Option(
            names = "--dry-run",
            description = "only say what would be done, with the plan of each change. Leaves no trace")
    boolean dryRun;

    public ApplyCommand(EngineSession session) {
        super(session);
    }

    @Override
    List<ChangeEntry> entries() {
        return new ChangeFiles(ChangeKinds.byName()).readAll(paths);
    }

    @Override
    List<ChangeResult> execute(List<ChangeEntry> entries, ConsoleReporter reporter) {
        SequencePrinter printer = printer();
        return dryRun
                ? planning(
                        reporter,
                        planning -> sequence(entry -> told(printer, dry(planning, entry)))
                                .run(entries, (number, entry) -> printer.begins(number, entries.size(), entry)))
                : sequence(entry -> told(
                                printer,
                                session().engine().apply(entry.change(), entry.origin(), options(entry, reporter))))
                        .run(entries, (number, entry) -> printer.begins(number, entries.size(), entry));
    }

    private ChangeSequence sequence(java.util.function.Function<ChangeEntry, Outcome> run) {
        return new ChangeSequence(
                session().console().stop(),
                run,
                (failed, later) -> !dryRun && ChangeSequence.sameFileOrTable(failed, later));
    }

    /** What would be done, and every problem of every change. */
    private Outcome dry(Planning planning, ChangeEntry entry) {
        AppliedBefore before = AppliedBefore.find(planning.database(), entry.change(), entry.origin());
        if (before.isDone(until.until) || before.problem() != null) {
            return before.outcome("Applied before; nothing to do.");
        }
        if (before.record() != null) {
            planning.plans().pending(entry);
            return before.outcome("Would go on from where it is.");
        }
        List<PlanPart> parts = planning.plans().next(entry);
        PlanPart own = parts.get(parts.size() - 1);
        List<Problem> problems = FilePlans.problems(parts);
        if (!problems.isEmpty()) {
            return Outcome.refused(own.view().plan().table(), problems);
        }
        parts.forEach(part -> session().console().err().print(new PlanRenderer().brief(part.view())));
        if (own.after() != null) {
            session().console().err().println(own.early());
        }
        return Outcome.planned(own.view().plan().table());
    }
}
