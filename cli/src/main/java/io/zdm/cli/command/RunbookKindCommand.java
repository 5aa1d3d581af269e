package io.zdm.cli.command;

import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanView;
import io.zdm.cli.runbook.Runbook;
import io.zdm.cli.runbook.RunbookInput;
import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The operator's page for a change that would be made. Leaves no trace in the database. */
@Command(mixinStandardHelpOptions = true)
public final class RunbookKindCommand implements Callable<Integer>, KindCommand {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    RunbookFormatOption output = new RunbookFormatOption();

    @Mixin
    DefinitionOptions definition = new DefinitionOptions();

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;
    private final Targets targets;
    private @Nullable ChangeKind kind;

    public RunbookKindCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public void kind(ChangeKind ofThisCommand) {
        kind = ofThisCommand;
    }

    @Override
    public Integer call() {
        DefinitionOptions.Defined defined =
                definition.define(Objects.requireNonNull(kind), Objects.requireNonNull(spec));
        try (PlainSession session = PlainSession.open(targets, connection);
                ConsoleReporter reporter = new ConsoleReporter(console.err(), console.terminal())) {
            boolean refused = false;
            List<Runbook> runbooks = new ArrayList<>();
            for (PlanView view : new PlainPlanner(session, reporter).views(defined.change(), PlanFormat.TEXT, 0)) {
                MigrationPlan plan = view.plan();
                for (Problem problem : plan.problems()) {
                    console.err().println(problem.code().text() + ": " + problem.message() + ". " + problem.fix());
                }
                runbooks.add(new Runbook(RunbookInput.of(plan)));
                refused |= plan.refused();
            }
            output.print(runbooks, console);
            return refused ? ErrorCode.REFUSED.exitCode() : 0;
        }
    }
}
