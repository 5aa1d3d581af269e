package io.zdm.engine.plan;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a statement made of an empty twin of the table.
 *
 * @param refusal PostgreSQL's own words where it would not have it, else null
 * @param before the twin without it
 * @param after the twin with it; where it was refused, as before
 */
public record Trial(@Nullable String refusal, TableSnapshot before, TableSnapshot after) {

    /** The index that it made. */
    public Optional<IndexSnapshot> index() {
        List<Long> known = before.indexes().stream().map(IndexSnapshot::oid).toList();
        return after.indexes().stream().filter(i -> !known.contains(i.oid())).findFirst();
    }

    /** The constraint that it made. */
    public Optional<ConstraintSnapshot> constraint() {
        List<Long> known =
                before.constraints().stream().map(ConstraintSnapshot::oid).toList();
        return after.constraints().stream()
                .filter(k -> !known.contains(k.oid()))
                .findFirst();
    }
}
