package io.zdm.jobs.setnotnull;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Trial;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.online.ConstraintDdl;
import io.zdm.jobs.online.OnlinePlan;
import io.zdm.jobs.online.Refused;
import io.zdm.jobs.online.Rows;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A CHECK proves that there is no NULL; then SET NOT NULL needs no scan, and the check goes in the same transaction. */
final class SetNotNullPlan {

    private final String column;
    private final String quoted;
    private final Planning planning;
    private final TableSnapshot table;
    private final OnlinePlan plan;

    SetNotNullPlan(SetNotNull change, Planning planning) {
        this.column = change.column();
        this.quoted = Identifier.quote(column);
        this.planning = planning;
        this.table = planning.table();
        this.plan = new OnlinePlan(SetNotNull.KIND, planning);
    }

    Planned plan() {
        Optional<ColumnSnapshot> there = table.column(column);
        if (there.isEmpty()) {
            return plan.refuse(new Problem(
                            ProblemCode.COLUMN_NOT_FOUND,
                            table.ref().sql() + "." + quoted,
                            "There is no column " + quoted + " in "
                                    + table.ref().sql(),
                            NearestNames.sentence(column, table.columnNames())))
                    .planned();
        }
        plan.concerns(List.of(there.get().number()));
        Optional<ConstraintSnapshot> unproven = unproven(there.get());
        if (planning.members().stream()
                .allMatch(m -> m.table().column(column).orElseThrow().notNull())) {
            return unproven.isEmpty() ? plan.inPlace() : validated(unproven.get());
        }
        Trial trial = planning.tryOut(twin -> "ALTER TABLE " + twin + " ALTER COLUMN " + quoted + " SET NOT NULL");
        if (trial.refusal() != null) {
            return plan.refuse(Refused.by(
                            trial, table, table.ref().sql() + "." + quoted, "PostgreSQL would not set it NOT NULL"))
                    .planned();
        }
        ConstraintDdl proof = new ConstraintDdl(
                table.ref().sql(),
                Rows.below(planning),
                Names.notNullProof(column),
                "CHECK ((" + quoted + " IS NOT NULL))");
        return plan.step(ConstraintDdl.unless(allSet(), proof.add(LockLevel.ACCESS_EXCLUSIVE, List.of())))
                .step(ConstraintDdl.unless(allSet(), proof.validate()))
                .step(set(proof))
                .undo(proof.undo(proof.locks(LockLevel.ACCESS_EXCLUSIVE), List.of(proof.dropIfThere())))
                .check(nulls())
                .planned();
    }

    /** From 18 on NOT NULL is a constraint, and may be NOT VALID. */
    private Optional<ConstraintSnapshot> unproven(ColumnSnapshot there) {
        return table.constraints().stream()
                .filter(k ->
                        k.type() == 'n' && !k.validated() && k.columnNumbers().equals(List.of(there.number())))
                .findFirst();
    }

    private Planned validated(ConstraintSnapshot constraint) {
        return plan.step(new ConstraintDdl(
                                table.ref().sql(), Rows.below(planning), constraint.name(), constraint.definition())
                        .validate())
                .check(nulls())
                .planned();
    }

    private DdlStep set(ConstraintDdl proof) {
        return new DdlStep(
                "set-not-null",
                Phase.SWAP,
                "Set NOT NULL, which the proof spares a scan, and drop the proof",
                proof.locks(LockLevel.ACCESS_EXCLUSIVE),
                List.of(
                        "ALTER TABLE " + table.ref().sql() + " ALTER COLUMN " + quoted + " SET NOT NULL",
                        "ALTER TABLE " + table.ref().sql() + " DROP CONSTRAINT " + Identifier.quote(proof.name())),
                "SELECT (" + allSet() + ") AND NOT (" + proof.exists() + ")",
                Effect.CONTRACTED,
                false,
                List.of());
    }

    /** An SQL question. */
    private String allSet() {
        return "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attname = " + Identifier.literal(column)
                + " AND NOT attnotnull AND attrelid IN ("
                + planning.members().stream()
                        .map(m -> "pg_catalog.to_regclass("
                                + Identifier.literal(m.table().ref().sql()) + ")")
                        .collect(Collectors.joining(", "))
                + "))";
    }

    private ValueCheck nulls() {
        return new ValueCheck(
                ProblemCode.NULL_VALUES,
                table.ref().sql() + "." + quoted,
                Rows.of(planning),
                List.of(),
                "",
                quoted + " IS NULL",
                new ValueCheck.Message("", " rows have NULL in " + quoted + "; the first keys: ", ""),
                "Fill them first, for example with backfillColumn.");
    }
}
