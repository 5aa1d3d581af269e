package io.zdm.cli.render;

import java.util.Locale;

/** Figures for people. */
public final class Units {

    private static final String[] BYTES = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private Units() {}

    /** {@code 200,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As {@code pg_size_pretty} counts: {@code 48 MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTES.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 10 ? "%.0f %s" : "%.1f %s", value, BYTES[unit]);
    }

    /** {@code about 3 min}. */
    public static String duration(long seconds) {
        if (seconds <= 1) {
            return "about a second";
        }
        if (seconds < 120) {
            return "about " + seconds + " s";
        }
        return seconds < 7200
                ? "about " + Math.round(seconds / 60.0) + " min"
                : "about " + Math.round(seconds / 3600.0) + " h";
    }
}
