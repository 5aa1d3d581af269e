package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.TableLock;
import java.util.List;

/**
 * The dependents of one table partition or inheritance child, which may be dropped at any time. The swap knows by the
 * look for drift that all of them are there; later moments find out as they come to each.
 */
record OfMember(Dependents of, ShadowChange member) implements Dependents {

    /** The statement, or nothing where the table is gone. */
    static String whilePresent(String table, String sql) {
        return "DO $zdm_member$\nBEGIN\n    IF pg_catalog.to_regclass(" + Identifier.literal(table)
                + ") IS NOT NULL THEN\n        EXECUTE " + Identifier.literal(sql)
                + ";\n    END IF;\nEND\n$zdm_member$";
    }

    @Override
    public List<String> expand() {
        return of.expand();
    }

    @Override
    public List<String> undo() {
        return whilePresent(of.undo());
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        return of.build(guise);
    }

    @Override
    public List<TableLock> locks() {
        return of.locks();
    }

    @Override
    public List<String> release() {
        return of.release();
    }

    @Override
    public List<String> settle() {
        return of.settle();
    }

    @Override
    public List<String> abandon() {
        return whilePresent(of.abandon());
    }

    @Override
    public List<String> restore() {
        return whilePresent(of.restore());
    }

    @Override
    public List<String> contract() {
        return whilePresent(of.contract());
    }

    private List<String> whilePresent(List<String> statements) {
        return statements.stream().map(s -> whilePresent(member.sql(), s)).toList();
    }
}
