package io.zdm.jobs.online;

import io.zdm.engine.change.InvalidDefinitionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of a definition. */
public final class Text {

    private Text() {}

    public static @Nullable String of(Map<String, Object> values, String key) {
        Object value = values.get(key);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    /** @throws InvalidDefinitionException where it is missing */
    public static String required(Map<String, Object> values, String key) {
        String text = of(values, key);
        if (text == null) {
            throw new InvalidDefinitionException(key + " is missing");
        }
        return text;
    }

    public static boolean flag(Map<String, Object> values, String key, boolean otherwise) {
        Object value = values.get(key);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    /** Puts what is there. */
    public static void put(Map<String, Object> keys, String key, @Nullable Object value) {
        if (value != null) {
            keys.put(key, value);
        }
    }
}
