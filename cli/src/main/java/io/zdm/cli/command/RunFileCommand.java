package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.observe.Observers;
import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanPart;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.Problem;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the changes of a file, one after another. Its subcommands are the change kinds. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Plans, rehearses and runs a change up to and including the swap. With -f, all changes of a file, one"
                        + " after another; where one is refused by its plan none is begun, and the first that fails"
                        + " is the last.",
        commandListHeading = "%nChange kinds, for one change:%n",
        footer = {
            "",
            "Example: zdm-batch run changeColumnType --table=task_instance",
            "         zdm-batch run -f migrations/0102-external-executor-id-downgrade.yaml"
        })
public final class RunFileCommand extends SequenceCommand {

    @Mixin
    FileOption file = new FileOption();

    public RunFileCommand(EngineSession session) {
        super(session);
    }

    @Override
    List<ChangeEntry> entries() {
        return file.entries("run");
    }

    @Override
    List<ChangeResult> execute(List<ChangeEntry> entries, ConsoleReporter reporter, Observers observers) {
        List<ChangeResult> refused = entries.size() == 1 ? List.of() : refused(entries, reporter);
        if (!refused.isEmpty()) {
            return refused;
        }
        SequencePrinter printer = printer();
        return new ChangeSequence(
                        session().console().stop(),
                        entry -> told(printer, session().engine().run(entry.change(), options(entry, reporter))),
                        (failed, later) -> true)
                .run(entries, (number, entry) -> printer.begins(number, entries.size(), entry));
    }

    /** All problems of all changes, before the first is begun; empty where there are none for sure. */
    private List<ChangeResult> refused(List<ChangeEntry> entries, ConsoleReporter reporter) {
        return planning(reporter, planning -> {
            List<ChangeResult> results = new ArrayList<>();
            for (ChangeEntry entry : entries) {
                if (planning.planner().isBegun(entry.change())) {
                    planning.plans().pending(entry);
                    results.add(notBegun(entry));
                    continue;
                }
                List<PlanPart> parts = planning.plans().next(entry);
                List<Problem> problems = FilePlans.problems(parts);
                PlanPart own = parts.get(parts.size() - 1);
                results.add(
                        problems.isEmpty()
                                ? notBegun(entry)
                                : new ChangeResult(
                                        entry, Outcome.refused(own.view().plan().table(), problems)));
            }
            boolean any = results.stream().anyMatch(r -> !r.outcome().problems().isEmpty());
            results.stream()
                    .filter(r -> any && !r.outcome().problems().isEmpty())
                    .forEach(r -> {
                        printer().begins(results.indexOf(r) + 1, entries.size(), r.entry());
                        printer().ended(r.outcome());
                    });
            return any ? results : List.of();
        });
    }

    private static ChangeResult notBegun(ChangeEntry entry) {
        return ChangeResult.notBegun(entry, ErrorCode.NOT_POSSIBLE_NOW, "another change of the file is refused");
    }
}
