package io.zdm.jobs;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.jobs.addcheck.AddCheckKind;
import io.zdm.jobs.addcolumn.AddColumnKind;
import io.zdm.jobs.addforeignkey.AddForeignKeyKind;
import io.zdm.jobs.addindex.AddIndexKind;
import io.zdm.jobs.addunique.AddUniqueKind;
import io.zdm.jobs.backfillcolumn.BackfillColumnKind;
import io.zdm.jobs.changecolumntype.ChangeColumnTypeKind;
import io.zdm.jobs.converttobigint.ConvertToBigintKind;
import io.zdm.jobs.dropcolumn.DropColumnKind;
import io.zdm.jobs.dropindex.DropIndexKind;
import io.zdm.jobs.reindex.ReindexKind;
import io.zdm.jobs.renamecolumn.RenameColumnKind;
import io.zdm.jobs.setnotnull.SetNotNullKind;
import io.zdm.jobs.sql.SqlKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every change kind there is. */
public final class ChangeKinds {

    private static final List<ChangePlanner> ALL = List.of(
            new ChangeColumnTypeKind(),
            new ConvertToBigintKind(),
            new AddColumnKind(),
            new BackfillColumnKind(),
            new RenameColumnKind(),
            new DropColumnKind(),
            new AddIndexKind(),
            new AddForeignKeyKind(),
            new AddCheckKind(),
            new SetNotNullKind(),
            new AddUniqueKind(),
            new DropIndexKind(),
            new ReindexKind(),
            new SqlKind());

    private ChangeKinds() {}

    public static List<ChangePlanner> all() {
        return ALL;
    }

    /** By name, in a fixed order. */
    public static Map<String, ChangeKind> byName() {
        Map<String, ChangeKind> kinds = new LinkedHashMap<>();
        ALL.forEach(kind -> kinds.put(kind.name(), kind));
        return kinds;
    }
}
