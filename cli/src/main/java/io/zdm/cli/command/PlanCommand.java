package io.zdm.cli.command;

import io.zdm.cli.output.ConsoleReporter;
import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanRenderer;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.ErrorCode;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Shows what a change would do. Leaves no trace in the database. */
@Command(mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer>, KindCommand {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    DefinitionOptions definition = new DefinitionOptions();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = FormatConverter.class,
            completionCandidates = Formats.class,
            description = "${COMPLETION-CANDIDATES}; sql is a complete script for psql (default: ${DEFAULT-VALUE})")
    PlanFormat format = PlanFormat.TEXT;

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

    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        static List<String> names() {
            return Arrays.stream(PlanFormat.values()).map(PlanFormat::text).toList();
        }
    }

    static final class FormatConverter implements ITypeConverter<PlanFormat> {
        @Override
        public PlanFormat convert(String text) {
            return PlanFormat.of(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no format: " + String.join(", ", Formats.names())));
        }
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
            PlanView view = new PlainPlanner(session, reporter).view(defined.change(), format);
            console.out().print(new PlanRenderer().render(format, view));
            console.out().flush();
            return view.plan().refused() ? ErrorCode.REFUSED.exitCode() : 0;
        }
    }
}
