package io.zdm.jobs.online;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.UsableKeys;
import io.zdm.engine.plan.Walk;
import java.util.List;

/** How the rows of a table and its descendants are walked, to look at their values. */
public final class Rows {

    private Rows() {}

    public static List<Walk> of(Planning planning) {
        return planning.members().stream()
                .map(Planning::table)
                .filter(TableSnapshot::hasStorage)
                .map(Rows::walk)
                .toList();
    }

    public static Walk walk(TableSnapshot table) {
        return new Walk(table.ref().sql(), UsableKeys.of(table).orElse(UsableKey.BLOCKS));
    }

    /** The table's descendants, qualified and quoted. */
    public static List<String> below(Planning planning) {
        return planning.members().stream()
                .map(m -> m.table().ref().sql())
                .skip(1)
                .toList();
    }
}
