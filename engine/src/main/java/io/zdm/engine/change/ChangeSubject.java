package io.zdm.engine.change;

import org.jspecify.annotations.Nullable;

/**
 * The change that something happens to.
 *
 * @param table the lead table, as in SQL
 * @param partOf the change that this one is a part of; null where it stands alone
 */
public record ChangeSubject(
        long id,
        String kind,
        String name,
        String table,
        @Nullable Long partOf) {

    /** One that stands alone. */
    public ChangeSubject(long id, String kind, String name, String table) {
        this(id, kind, name, table, null);
    }
}
