package io.zdm.jobs.dropindex;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.online.OnlinePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drops the index; until that is done a rollback builds it again. */
final class DropIndexPlan {

    private final DropIndex change;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    DropIndexPlan(DropIndex change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(DropIndex.KIND, planning);
    }

    Planned plan() {
        Optional<IndexSnapshot> there = table.indexes().stream()
                .filter(i -> i.schema().equals(table.ref().schema()) && i.name().equals(change.index()))
                .findFirst();
        if (there.isEmpty()) {
            return missing();
        }
        IndexSnapshot index = there.get();
        plan.concerns(index.columnNumbers());
        users(index)
                .forEach(u -> plan.refuse(new Problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        index.sql(),
                        index.sql() + " is needed by " + u,
                        "Drop or change that first.")));
        uses(index);
        return table.kind() == 'p'
                ? plan.step(partitioned(index)).planned()
                : plan.step(concurrently(index)).undo(again(index)).planned();
    }

    private Planned missing() {
        String sql = Identifier.qualified(table.ref().schema(), change.index());
        List<String> other = planning.lines(
                "SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::pg_catalog.regclass, c.oid, 0)"
                        + " || coalesce(' on ' || x.indrelid::pg_catalog.regclass, '') FROM pg_catalog.pg_class c"
                        + " LEFT JOIN pg_catalog.pg_index x ON x.indexrelid = c.oid WHERE c.oid = pg_catalog.to_regclass("
                        + Identifier.literal(sql) + ")");
        if (!other.isEmpty()) {
            return plan.refuse(new Problem(
                            ProblemCode.DIFFERENT_DEFINITION,
                            sql,
                            "What has that name is " + other.get(0) + "; wanted: an index on "
                                    + table.ref().sql(),
                            "Correct the name or the table."))
                    .planned();
        }
        return plan.warn("There is no index " + sql + " on " + table.ref().sql() + ".")
                .inPlace();
    }

    private List<String> users(IndexSnapshot index) {
        List<String> users = new ArrayList<>();
        if (index.constraint() != null) {
            users.add("the constraint " + Identifier.quote(index.constraint()) + ", which rests on it");
        }
        if (index.replicaIdentity()) {
            users.add("the table's replica identity");
        }
        if (index.parentOid() != 0) {
            users.addAll(planning.lines("SELECT 'the index ' || " + index.parentOid()
                    + "::pg_catalog.regclass || ' of the parent table, whose part it is'"));
        }
        users.addAll(planning.lines("SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)"
                + " FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
                + " AND d.refobjid = " + index.oid() + " AND d.deptype IN ('n', 'a') ORDER BY 1"));
        return users;
    }

    private void uses(IndexSnapshot index) {
        planning.lines("SELECT 'Queries have used ' || " + Identifier.literal(index.sql()) + " || ' ' || idx_scan"
                        + " || ' times since the statistics began.' FROM pg_catalog.pg_stat_all_indexes"
                        + " WHERE indexrelid = " + index.oid() + " AND idx_scan > 0")
                .forEach(plan::warn);
        if (index.clustered()) {
            plan.warn("The table was clustered by it: CLUSTER without an index's name will not know by which.");
        }
    }

    private ConcurrentStep concurrently(IndexSnapshot index) {
        return new ConcurrentStep(
                "index-drop",
                Phase.SWAP,
                "Drop the index " + Identifier.quote(index.name()) + " without blocking anybody",
                table.ref().sql(),
                "DROP INDEX CONCURRENTLY IF EXISTS " + index.sql(),
                "SELECT pg_catalog.to_regclass(" + Identifier.literal(index.sql()) + ") IS NULL",
                null);
    }

    /** PostgreSQL does not drop a partitioned table's CONCURRENTLY. */
    private DdlStep partitioned(IndexSnapshot index) {
        return new DdlStep(
                "index-drop",
                Phase.SWAP,
                "Drop the index " + Identifier.quote(index.name()) + " with its parts",
                planning.members().stream()
                        .map(m -> new TableLock(m.table().ref().sql(), LockLevel.ACCESS_EXCLUSIVE))
                        .toList(),
                List.of("DROP INDEX " + index.sql()),
                "SELECT pg_catalog.to_regclass(" + Identifier.literal(index.sql()) + ") IS NULL",
                Effect.CONTRACTED,
                false,
                List.of());
    }

    /** A drop that was cut off leaves it INVALID. */
    private IndexStep again(IndexSnapshot index) {
        List<String> afterwards = new ArrayList<>();
        if (index.comment() != null) {
            afterwards.add("COMMENT ON INDEX " + index.sql() + " IS " + Identifier.literal(index.comment()));
        }
        for (int i = 0; i < index.statisticsTargets().size(); i++) {
            Integer target = index.statisticsTargets().get(i);
            if (target != null) {
                afterwards.add("ALTER INDEX " + index.sql() + " ALTER COLUMN " + (i + 1) + " SET STATISTICS " + target);
            }
        }
        if (index.clustered()) {
            afterwards.add("ALTER TABLE " + table.ref().sql() + " CLUSTER ON " + Identifier.quote(index.name()));
        }
        return new IndexStep(
                "index-again",
                Phase.SWAP,
                "Build the index " + Identifier.quote(index.name()) + " again",
                index.schema(),
                index.name(),
                table.ref().sql(),
                index.unique(),
                index.definition(),
                index.tablespace(),
                afterwards,
                IndexStep.Name.USER);
    }
}
