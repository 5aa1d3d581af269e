package io.zdm.jobs.reindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.online.OnlinePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One REINDEX CONCURRENTLY for each index with rows of its own, so that a restart goes on with the next. */
final class ReindexPlan {

    private final Reindex change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    ReindexPlan(Reindex change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(Reindex.KIND, planning);
    }

    Planned plan() {
        List<Long> wanted = new ArrayList<>();
        if (change.index() != null) {
            Optional<IndexSnapshot> named = table.indexes().stream()
                    .filter(i -> i.name().equals(change.index()))
                    .findFirst();
            if (named.isEmpty()) {
                return plan.refuse(missing(change.index())).planned();
            }
            wanted.add(named.get().oid());
        }
        for (Planning member : planning.members()) {
            TableSnapshot of = member.table();
            if (change.index() == null
                    && table.kind() != 'p'
                    && of.ref().oid() != table.ref().oid()) {
                continue;
            }
            for (IndexSnapshot index : of.indexes()) {
                if (change.index() == null || wanted.contains(index.oid()) || wanted.contains(index.parentOid())) {
                    wanted.add(index.oid());
                    reindex(of, index);
                }
            }
        }
        return plan.builds(1).planned();
    }

    private Problem missing(String name) {
        return new Problem(
                ProblemCode.INDEX_NOT_FOUND,
                Identifier.qualified(table.ref().schema(), name),
                "There is no index " + Identifier.quote(name) + " on "
                        + table.ref().sql(),
                NearestNames.sentence(
                        name, table.indexes().stream().map(IndexSnapshot::name).toList()));
    }

    private void reindex(TableSnapshot of, IndexSnapshot index) {
        if (!of.hasStorage() || isLeftover(index)) {
            return;
        }
        if (index.exclusion()) {
            String message = "PostgreSQL does not build " + index.sql() + " anew CONCURRENTLY: an exclusion constraint"
                    + " rests on it";
            if (change.index() == null) {
                plan.warn(message + ". It is left out.");
            } else {
                plan.refuse(new Problem(
                        ProblemCode.EXCLUSION_CONSTRAINT, index.sql(), message, "REINDEX it in a maintenance window."));
            }
            return;
        }
        plan.step(new ConcurrentStep(
                "reindex:" + index.sql(),
                Phase.DEPENDENTS,
                "Build the index " + index.sql() + " anew without blocking writes",
                of.ref().sql(),
                "REINDEX INDEX CONCURRENTLY " + index.sql(),
                null,
                leftovers(of)));
        plan.undo(new ConcurrentStep(
                "tidy:" + index.sql(),
                Phase.DEPENDENTS,
                "Remove what a broken REINDEX has left on " + of.ref().sql(),
                of.ref().sql(),
                "SELECT 1",
                null,
                leftovers(of)));
    }

    private static boolean isLeftover(IndexSnapshot index) {
        return !index.valid() && index.name().matches(".*_cc(new|old)\\d*");
    }

    /** Not those that another session works on now. */
    private static String leftovers(TableSnapshot of) {
        return "SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)"
                + " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE x.indrelid = pg_catalog.to_regclass("
                + Identifier.literal(of.ref().sql()) + ") AND NOT x.indisvalid AND c.relname ~ '_cc(new|old)\\d*$'"
                + " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.relid = x.indrelid)"
                + " ORDER BY c.relname";
    }
}
