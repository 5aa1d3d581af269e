package io.zdm.engine.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys in {@code (after, upTo]}, as texts in the key's order; null means without bound.
 */
public record KeyRange(
        @Nullable List<String> after, @Nullable List<String> upTo) {

    public static final KeyRange ALL = new KeyRange(null, null);

    public KeyRange from(List<String> later) {
        return new KeyRange(later, upTo);
    }

    public KeyRange to(@Nullable List<String> earlier) {
        return new KeyRange(after, earlier);
    }

    @Override
    public String toString() {
        return (after == null ? "(" : "(" + String.join(",", after)) + " .. "
                + (upTo == null ? ")" : String.join(",", upTo) + "]");
    }
}
