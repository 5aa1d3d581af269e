package io.zdm.lint.check;

import io.zdm.lint.Lock;
import java.util.ArrayList;
import java.util.List;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Alter_table_statementContext;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.Table_actionContext;

/** The locks of a statement, on what was there before, that make others wait: what was reported, and short ones. */
final class StrongLocks {

    private StrongLocks() {}

    static List<Lock> of(Visit visit) {
        List<Lock> locks = new ArrayList<>();
        Alter_table_statementContext alter = visit.alterTable();
        if (alter != null && !visit.scene().isNew(Names.of(alter.name)) && isExclusive(alter)) {
            locks.add(new Lock(alter.name.getText(), Visit.ACCESS_EXCLUSIVE));
        }
        visit.findings().stream()
                .filter(finding -> finding.number() == visit.statement().number())
                .flatMap(finding -> finding.locks().stream())
                .filter(lock -> lock.mode().equals(Visit.ACCESS_EXCLUSIVE)
                        || lock.mode().equals(Visit.SHARE)
                        || lock.mode().equals("EXCLUSIVE")
                        || lock.mode().equals(Visit.SHARE_ROW_EXCLUSIVE))
                .forEach(locks::add);
        return locks;
    }

    /** These take SHARE UPDATE EXCLUSIVE or SHARE ROW EXCLUSIVE; whatever else takes ACCESS EXCLUSIVE. */
    private static boolean isExclusive(Alter_table_statementContext alter) {
        if (alter.alter_partition() != null) {
            return false;
        }
        return alter.table_action().isEmpty() || alter.table_action().stream().anyMatch(StrongLocks::isExclusive);
    }

    private static boolean isExclusive(Table_actionContext action) {
        boolean weak = action.validate_constraint() != null
                || action.storage_parameters() != null
                || action.CLUSTER() != null
                || action.TRIGGER() != null
                || (action.column_action() != null && action.column_action().set_statistics() != null)
                || (action.tabl_constraint != null
                        && action.tabl_constraint.constr_body().REFERENCES() != null);
        return !weak;
    }
}
