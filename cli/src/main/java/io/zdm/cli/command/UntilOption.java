package io.zdm.cli.command;

import io.zdm.engine.plan.Phase;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far to go. */
public final class UntilOption {

    @Option(
            names = "--until",
            paramLabel = "PHASE",
            defaultValue = "swap",
            completionCandidates = Phases.class,
            converter = PhaseConverter.class,
            description = "stop after this phase: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Phase until = Phase.SWAP;

    static final class Phases implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }

        static List<String> names() {
            return Arrays.stream(Phase.values()).map(Phase::text).toList();
        }
    }

    static final class PhaseConverter implements ITypeConverter<Phase> {
        @Override
        public Phase convert(String text) {
            return Phase.of(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is no phase: " + String.join(", ", Phases.names())));
        }
    }
}
