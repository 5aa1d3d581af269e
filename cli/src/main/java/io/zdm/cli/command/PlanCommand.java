package io.zdm.cli.command;

import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.ErrorCode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a change would do. Leaves no trace in the database. */
@Command(mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer>, KindCommand {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    DefinitionOptions definition = new DefinitionOptions();

    @Mixin
    PlanFormatOption output = new PlanFormatOption();

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;
    private final Targets targets;
    private @Nullable ChangeKind kind;

    public PlanCommand(Console console, Targets targets) {
        this.console = console;
        this.targets = targets;
    }

    @Override
    public void kind(ChangeKind ofThisCommand) {
        kind = ofThisCommand;
    }

    @Override
    public Integer call() {
        ChangeKind asked = Objects.requireNonNull(kind);
        DefinitionOptions.Defined defined = definition.define(asked, Objects.requireNonNull(spec));
        try (PlainSession session = PlainSession.open(targets, connection);
                ConsoleReporter reporter = new ConsoleReporter(console.err(), console.terminal())) {
            List<PlanView> views = new PlainPlanner(session, reporter).views(defined.change(), output.format, 0);
            console.out().print(new PlanRenderer().renderWhole(output.format, views));
            console.out().flush();
            return views.stream().anyMatch(v -> v.plan().refused()) ? ErrorCode.REFUSED.exitCode() : 0;
        }
    }
}
