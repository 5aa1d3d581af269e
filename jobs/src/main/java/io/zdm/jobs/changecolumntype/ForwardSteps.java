package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.SnapshotStep;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** From the first shadow column to the drop of the old one, and the way back while nothing is swapped. */
final class ForwardSteps {

    private final ShadowChange change;
    private final String table;

    ForwardSteps(ShadowChange change) {
        this.change = change;
        this.table = change.sql();
    }

    List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(expand());
        steps.add(new BackfillStep(
                "backfill",
                Phase.BACKFILL,
                "Fill the shadow of " + change.title() + " in existing rows",
                change.isTree(),
                change.walks(),
                assignments()));
        steps.addAll(new DependentSteps(change).steps(Guise.SHADOW));
        steps.add(new SnapshotStep(
                "old-snapshots",
                Phase.VERIFY,
                "Wait for transactions older than the last chunk: they would read NULL"));
        LateForeignKeys late = LateForeignKeys.of(change);
        steps.addAll(late.prove(Guise.SHADOW));
        steps.add(verify());
        steps.add(new Swap(change).there());
        steps.addAll(late.validate(Guise.SHADOW));
        steps.add(contract());
        return steps;
    }

    /** Before the swap nothing but the shadow is in the way; what is on it goes with it. */
    List<PlannedStep> undo() {
        List<String> statements = new ArrayList<>(change.sync().dropTriggers());
        change.releasing().forEach(d -> statements.addAll(d.undo()));
        statements.add("ALTER TABLE " + table + " "
                + change.columns().stream()
                        .map(c -> "DROP COLUMN IF EXISTS " + Identifier.quote(c.shadow()))
                        .collect(Collectors.joining(", ")));
        statements.addAll(TreeColumns.dropFromMembers(change, Changed::shadow));
        statements.addAll(change.dropForwardFunctions());
        return List.of(new DdlStep(
                "undo",
                Phase.EXPAND,
                "Drop the shadow of " + change.title() + " with all that is on it",
                change.undoLocks(),
                statements,
                null,
                Effect.ROLLED_BACK,
                false,
                List.of()));
    }

    private DdlStep expand() {
        List<String> statements = new ArrayList<>();
        for (Changed column : change.columns()) {
            statements.addAll(TreeColumns.addToMembers(change, column));
            statements.add(addShadow(column));
            statements.add(column.forward().createCan());
            if (column.nullsUnconvertible()) {
                statements.add(column.forward().createConverting());
            }
        }
        statements.addAll(TreeColumns.storages(change));
        statements.addAll(change.sync().create());
        change.dependents().forEach(d -> statements.addAll(d.expand()));
        return new DdlStep(
                "expand",
                Phase.EXPAND,
                "Add the shadow of " + change.title() + " and the trigger that keeps it in step",
                change.locks(LockLevel.ACCESS_EXCLUSIVE),
                statements,
                stands(),
                Effect.NONE,
                false,
                List.of());
    }

    private String stands() {
        List<String> questions = new ArrayList<>(List.of(change.sync().stands()));
        change.members().forEach(m -> questions.addAll(new SilencedTriggers(m).silent()));
        return questions.size() == 1
                ? questions.get(0)
                : questions.stream().map(q -> "(" + q + ")").collect(Collectors.joining(" AND ", "SELECT ", ""));
    }

    private String addShadow(Changed column) {
        ColumnSnapshot after = column.rehearsed().after();
        String shadow = Identifier.quote(column.shadow());
        StringBuilder sql = new StringBuilder("ALTER TABLE " + table + " ADD COLUMN IF NOT EXISTS " + shadow + " "
                + column.rehearsed().declared());
        if (after.collation() != null) {
            sql.append(" COLLATE ").append(after.collation());
        }
        if (!after.storage().equals(column.rehearsed().typeStorage())) {
            sql.append(", ALTER COLUMN ").append(shadow).append(" SET STORAGE ").append(storage(after.storage()));
        }
        return sql.toString();
    }

    static String storage(String letter) {
        return switch (letter) {
            case "p" -> "PLAIN";
            case "e" -> "EXTERNAL";
            case "m" -> "MAIN";
            default -> "EXTENDED";
        };
    }

    private List<Assignment> assignments() {
        return change.columns().stream().map(this::assignment).toList();
    }

    private Assignment assignment(Changed column) {
        List<String> sources =
                column.forward().sources().stream().map(s -> s.column()).toList();
        if (column.nullsUnconvertible()) {
            String call = column.forward().converting(sources);
            return new Assignment(column.shadow(), column.rehearsed().after().type(), call, call, "true");
        }
        return new Assignment(
                column.shadow(),
                column.rehearsed().after().type(),
                column.rehearsed().forward().expression(),
                column.rehearsed().forward().comparable(),
                column.forward().can(sources));
    }

    private VerifyStep verify() {
        List<Assignment> assignments = assignments();
        String wrong = assignments.stream().map(Assignment::different).collect(Collectors.joining(" OR "));
        String careful = assignments.stream()
                .map(a -> "CASE WHEN " + a.convertible() + " THEN " + a.different() + " ELSE true END")
                .collect(Collectors.joining(" OR "));
        return new VerifyStep(
                "verify",
                Phase.VERIFY,
                "Compare the shadow of " + change.title() + " with its source in every row",
                change.walks(),
                wrong,
                careful,
                List.of(),
                false,
                change.sync().names(),
                change.tables());
    }

    private DdlStep contract() {
        List<String> statements = new ArrayList<>(change.reverse().dropTriggers());
        change.releasing().forEach(d -> statements.addAll(d.contract()));
        statements.add("ALTER TABLE " + table + " "
                + change.columns().stream()
                        .map(c -> "DROP COLUMN IF EXISTS " + Identifier.quote(c.old()))
                        .collect(Collectors.joining(", ")));
        statements.addAll(TreeColumns.dropFromMembers(change, Changed::old));
        statements.addAll(TreeColumns.dropFromComers(change, Changed::old));
        statements.addAll(change.dropForwardFunctions());
        statements.addAll(change.dropReverseFunctions());
        return new DdlStep(
                "contract",
                Phase.CONTRACT,
                "Drop the old " + change.title() + " and the reverse trigger",
                change.locks(LockLevel.ACCESS_EXCLUSIVE),
                statements,
                null,
                Effect.CONTRACTED,
                false,
                List.of());
    }
}
