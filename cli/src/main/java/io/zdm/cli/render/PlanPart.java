package io.zdm.cli.render;

import org.jspecify.annotations.Nullable;

/**
 * One of several plans that are shown together.
 *
 * @param place where its change is written: {@code file:line}
 * @param name the change's, or null
 * @param after the place of an earlier change that this one may need, and that is not done; null where it stands alone
 */
public record PlanPart(
        PlanView view,
        String place,
        @Nullable String name,
        @Nullable String after) {

    /** Whether this is a refusal for sure: what comes before it may take its reasons away. */
    public boolean refused() {
        return view.plan().refused() && after == null;
    }

    /** What to know of a plan that is made before its turn; empty where it stands alone. */
    public String early() {
        return after == null
                ? ""
                : "Planned with the database as it is now. " + after
                        + " comes first and may change this: it is planned again when its turn comes.";
    }
}
