package io.zdm.cli.command;

import picocli.CommandLine.Option;

/** How a command reports. */
public final class OutputOptions {

    /** JSON goes to stdout alone; everything else is on stderr. */
    public enum Format {
        text,
        json
    }

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    Format format = Format.text;

    boolean isJson() {
        return format == Format.json;
    }
}
