package io.zdm.engine.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that is bound to a column by its number, so that a rename does not lead it to another column: it is dropped
 * and made again, from PostgreSQL's own words.
 *
 * @param name as pg_describe_object prints it: {@code view s.v}, {@code policy p on table s.t}
 * @param through OIDs of the tables by whose columns it was found: one, or several members of a tree
 * @param relation what is locked for it, qualified and quoted
 * @param viewOwner the owner where that is a view, quoted; else null
 * @param drop empty where it goes with the view that it is on
 * @param create what makes it
 * @param dress owner, grants, comments, enabled state: what makes it as it was
 * @param obstacle why it cannot be made again, null where it can
 */
public record Rebuilt(
        Sort sort,
        long oid,
        List<Long> through,
        String name,
        String relation,
        @Nullable String viewOwner,
        List<String> drop,
        List<String> create,
        List<String> dress,
        @Nullable String obstacle) {

    public Rebuilt through(List<Long> tables) {
        return new Rebuilt(sort, oid, tables, name, relation, viewOwner, drop, create, dress, obstacle);
    }

    /** In the order in which they are made. */
    public enum Sort {
        VIEW,
        RULE,
        POLICY,
        GENERATED,
        TRIGGER,
        PUBLICATION
    }
}
