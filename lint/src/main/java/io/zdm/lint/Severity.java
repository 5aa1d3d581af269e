package io.zdm.lint;

import java.util.Locale;

/** How grave a finding is, from least to most. */
public enum Severity {
    INFO,
    WARNING,
    ERROR;

    /** As it is written in files, options and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Severity of(String word) {
        for (Severity severity : values()) {
            if (severity.word().equals(word)) {
                return severity;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is not a severity; there are error, warning and info");
    }
}
