package io.zdm.cli.render;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How {@code plan} prints. */
public enum PlanFormat {
    TEXT,
    JSON,
    MARKDOWN,
    SQL;

    /** As on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PlanFormat> of(String text) {
        return Arrays.stream(values()).filter(f -> f.text().equals(text)).findFirst();
    }
}
