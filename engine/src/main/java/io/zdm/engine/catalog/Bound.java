package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is bound to columns by their numbers, directly or through views.
 *
 * @param objects what is made again, each after what it rests on
 * @param blocked what can neither be made again nor stay, with the view through which it hangs on the column
 */
public record Bound(List<Rebuilt> objects, List<Blocked> blocked) {

    /**
     * @param view what would have to be dropped under it; null where it is bound to the column itself
     * @param description as pg_describe_object prints it
     */
    public record Blocked(@Nullable String view, String description) {}
}
