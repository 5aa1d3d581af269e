package io.zdm.cli.command;

import io.zdm.cli.render.PlanFormat;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a plan is printed. */
public final class PlanFormatOption {

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = FormatConverter.class,
            completionCandidates = Formats.class,
            description = "${COMPLETION-CANDIDATES}; sql is a complete script for psql (default: ${DEFAULT-VALUE})")
    PlanFormat format = PlanFormat.TEXT;

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
}
