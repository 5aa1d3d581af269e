package io.zdm.engine.batch;

import io.zdm.engine.catalog.TableRef;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A change to be queued, as it was looked at: over, known already, or planned. */
record Looked(
        Queueing.Wanted wanted,
        @Nullable TableRef table,
        @Nullable Outcome outcome,
        @Nullable ChangeRecord record,
        @Nullable ChangeSet set,
        boolean early) {

    boolean isOpen() {
        return outcome == null;
    }

    /** Not queued, and not because it was done. */
    boolean failed() {
        return outcome != null && outcome.exitCode() != 0;
    }

    boolean isOfTable(@Nullable TableRef other) {
        return table != null && other != null && table.oid() == other.oid();
    }

    /**
     * Whatever an earlier change of the same table makes, or of one that the definition names. Too often rather than too
     * seldom: it only means that one waits for the other.
     */
    boolean mayNeed(Looked earlier) {
        TableRef other = earlier.table;
        return isOfTable(other)
                || wanted.change().table().equals(earlier.wanted.change().table())
                || (other != null && names(wanted.change().definition().toString(), other.name()));
    }

    /** As a whole word. */
    private static boolean names(String text, String table) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_$])" + Pattern.quote(table) + "(?![\\p{L}\\p{N}_$])")
                .matcher(text)
                .find();
    }
}
