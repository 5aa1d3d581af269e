package io.zdm.jobs.columns;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of a definition. */
public final class Values {

    private Values() {}

    /** Null where it is left out or empty. */
    public static @Nullable String text(Map<?, ?> keys, String key) {
        Object value = keys.get(key);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    public static boolean flag(Map<?, ?> keys, String key) {
        return Boolean.parseBoolean(String.valueOf(keys.get(key)));
    }
}
