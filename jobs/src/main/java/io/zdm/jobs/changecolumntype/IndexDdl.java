package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL's own definitions of an index and its constraint leave out. */
public final class IndexDdl {

    private IndexDdl() {}

    /**
     * The extensions that it goes with, comment and statistics targets, once it stands under that name. Only the first
     * statement's lock is waited for, so the strongest comes first.
     */
    public static List<String> afterwards(IndexSnapshot index, String name) {
        String qualified = Identifier.qualified(index.schema(), name);
        List<String> afterwards = new ArrayList<>();
        index.extensions()
                .forEach(e ->
                        afterwards.add("ALTER INDEX " + qualified + " DEPENDS ON EXTENSION " + Identifier.quote(e)));
        if (index.comment() != null) {
            afterwards.add("COMMENT ON INDEX " + qualified + " IS " + Identifier.literal(index.comment()));
        }
        for (int i = 0; i < index.statisticsTargets().size(); i++) {
            Integer target = index.statisticsTargets().get(i);
            if (target != null) {
                afterwards.add("ALTER INDEX " + qualified + " ALTER COLUMN " + (i + 1) + " SET STATISTICS " + target);
            }
        }
        return afterwards;
    }

    public static String deferral(ConstraintSnapshot constraint) {
        return (constraint.deferrable() ? " DEFERRABLE" : "") + (constraint.deferred() ? " INITIALLY DEFERRED" : "");
    }

    /**
     * A key of a partitioned table without its parts. PostgreSQL deparses it without storage parameters and tablespace,
     * which stand before the deferral.
     *
     * @param definition as pg_get_constraintdef prints it
     */
    static String addConstraintOnly(
            String table, String name, ConstraintSnapshot constraint, String definition, IndexSnapshot index) {
        String deferral = deferral(constraint);
        String head = definition.substring(0, definition.length() - deferral.length());
        String options = index.options().isEmpty() ? "" : " WITH (" + String.join(", ", index.options()) + ")";
        String tablespace =
                index.tablespace() == null ? "" : " USING INDEX TABLESPACE " + Identifier.quote(index.tablespace());
        return "ALTER TABLE ONLY " + table + " ADD CONSTRAINT " + Identifier.quote(name) + " " + head + options
                + tablespace + deferral;
    }
}
