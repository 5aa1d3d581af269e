package io.zdm.engine.postgres;

import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.KeyWrites;
import io.zdm.engine.plan.Walk;
import java.util.List;

/**
 * How strongly a row is locked before the engine writes it. The lock must be the one that the UPDATE itself takes, or the
 * UPDATE would wait for whoever refers to the row by a foreign key (FOR KEY SHARE), while it holds the chunk's other rows.
 */
final class RowLock {

    private RowLock() {}

    /** Usually a foreign key's check goes on beside it; not where a written column is in a unique index. */
    static String of(Database database, Walk walk, List<Assignment> assignments) {
        return database.isTrue(KeyWrites.question(walk, assignments)) ? "FOR UPDATE" : "FOR NO KEY UPDATE";
    }
}
