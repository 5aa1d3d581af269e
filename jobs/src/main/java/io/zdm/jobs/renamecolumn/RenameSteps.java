package io.zdm.jobs.renamecolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.SnapshotStep;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.jobs.columns.Ddl;
import io.zdm.jobs.columns.Writing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the second column to the one that has the new name, and the way back. */
final class RenameSteps {

    private final RenameColumn change;
    private final Planning planning;
    private final Writing writing;
    private final ColumnSnapshot column;
    private final @Nullable String common;
    private final TwoNames trigger;
    private final Ddl ddl;
    private final String from;
    private final String to;

    /** @param common the default that both columns have, null where the second has none */
    RenameSteps(
            RenameColumn change, Planning planning, Writing writing, ColumnSnapshot column, @Nullable String common) {
        this.change = change;
        this.planning = planning;
        this.writing = writing;
        this.column = column;
        this.common = common;
        this.ddl = new Ddl(planning);
        this.from = Identifier.quote(change.column());
        this.to = Identifier.quote(change.to());
        this.trigger = TwoNames.of(
                ddl.table(),
                planning.number(),
                planning.table().lastTriggerName(),
                change.column(),
                change.to(),
                column.type(),
                common);
    }

    List<PlannedStep> forward() {
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(expand());
        steps.add(new BackfillStep(
                "backfill",
                Phase.BACKFILL,
                "Fill " + to + " in existing rows",
                false,
                writing.walks(),
                List.of(new Assignment(change.to(), column.type(), from, from, "true"))));
        steps.addAll(indexes());
        steps.add(statistics());
        steps.add(new SnapshotStep(
                "old-snapshots",
                Phase.VERIFY,
                "Wait for transactions older than the last chunk: they would read NULL"));
        steps.add(verify("verify", "Compare " + to + " with " + from + " in every row"));
        steps.add(swap());
        steps.add(contract());
        return steps;
    }

    private DdlStep expand() {
        List<String> statements = new ArrayList<>();
        statements.add(ddl.alter("ADD COLUMN IF NOT EXISTS " + to + " " + column.typeWithCollation()));
        statements.add(ddl.insist(change.to(), column.type()));
        if (common != null) {
            statements.add(ddl.alterColumn(change.to(), "SET DEFAULT " + common));
        }
        column.grants()
                .forEach(g -> statements.add("GRANT " + g.privilege() + " (" + to + ") ON " + ddl.table() + " TO "
                        + g.grantee() + (g.grantable() ? " WITH GRANT OPTION" : "")));
        statements.addAll(trigger.create());
        statements.addAll(writing.silence());
        List<String> questions = new ArrayList<>(List.of(ddl.hasColumn(change.to(), column.type()), trigger.stands()));
        questions.addAll(writing.silent());
        return ddl.exclusive(
                "expand",
                Phase.EXPAND,
                "Add " + to + " beside " + from + ", and the trigger that keeps them alike",
                statements,
                questions.stream().map(q -> "(" + q + ")").collect(Collectors.joining(" AND ", "SELECT ", "")),
                List.of());
    }

    /**
     * Who uses the new name finds its rows as quickly, and names it in ON CONFLICT. What is deferrable is unique by the first
     * column's index alone, at its own time.
     */
    private List<PlannedStep> indexes() {
        TableSnapshot table = planning.table();
        List<IndexSnapshot> concerned = table.indexes().stream()
                .filter(i -> i.columnNumbers().contains(column.number()) && !i.exclusion() && i.valid())
                .toList();
        if (concerned.isEmpty()) {
            return List.of();
        }
        Rehearsed.Shape shape = planning.renamed(change.column(), change.to());
        List<PlannedStep> steps = new ArrayList<>();
        for (IndexSnapshot index : concerned) {
            String name = Names.shadow(index.name());
            boolean unique = index.unique() && index.immediate();
            steps.add(new IndexStep(
                    "index:" + index.name(),
                    Phase.DEPENDENTS,
                    "Build " + (unique ? "the unique index " : "the index ") + Identifier.quote(name)
                            + " for the new name without blocking writes",
                    index.schema(),
                    name,
                    ddl.table(),
                    unique,
                    shape.index(index).definition(),
                    index.tablespace(),
                    List.of()));
        }
        return steps;
    }

    private DdlStep statistics() {
        List<String> statements = new ArrayList<>();
        if (column.statisticsTarget() != null) {
            statements.add(ddl.alterColumn(change.to(), "SET STATISTICS " + column.statisticsTarget()));
        }
        statements.add("ANALYZE " + ddl.table() + " (" + to + ")");
        return new DdlStep(
                "statistics",
                Phase.DEPENDENTS,
                "Give the planner statistics of " + to,
                ddl.locks(LockLevel.SHARE_UPDATE_EXCLUSIVE),
                statements,
                null,
                Effect.NONE,
                true,
                List.of());
    }

    private VerifyStep verify(String id, String title) {
        String differ = trigger.differ("");
        return new VerifyStep(
                id,
                Phase.VERIFY,
                title,
                writing.walks(),
                differ,
                differ,
                List.of(),
                false,
                List.of(trigger.trigger()),
                List.of(ddl.table()));
    }

    private DdlStep swap() {
        List<String> statements = new ArrayList<>(writing.restore());
        statements.add(trigger.declare());
        return ddl.exclusive(
                        "swap",
                        Phase.SWAP,
                        "Both names are good: the application may go over to " + to,
                        statements,
                        Effect.SWAPPED)
                .withApplied(trigger.isDeclared());
    }

    private DdlStep contract() {
        return ddl.exclusive(
                        "contract",
                        Phase.CONTRACT,
                        "Rename " + from + " to " + to + ", and drop the second column and the trigger",
                        List.of(
                                trigger.insist(),
                                trigger.dropTrigger(),
                                ddl.alter("DROP COLUMN " + to),
                                ddl.alter("RENAME COLUMN " + from + " TO " + to),
                                trigger.dropFunction()),
                        Effect.CONTRACTED)
                .withApplied(
                        "SELECT (" + ddl.hasColumn(change.to()) + ") AND NOT (" + ddl.hasColumn(change.column()) + ")");
    }

    /** While nobody has been told of the new name. */
    DdlStep undo() {
        List<String> statements = new ArrayList<>(withoutSecond());
        statements.addAll(writing.restore());
        return ddl.exclusive("undo", Phase.EXPAND, "Remove " + to + " again", statements, Effect.ROLLED_BACK);
    }

    /** What was written to the new name is in the column itself: proven, before the other goes. */
    List<PlannedStep> back() {
        return List.of(
                verify("back:verify", "Prove that " + from + " holds what " + to + " says"),
                ddl.exclusive(
                        "swap-back", Phase.SWAP, "Remove " + to + " again", withoutSecond(), Effect.SWAPPED_BACK));
    }

    private List<String> withoutSecond() {
        return List.of(trigger.dropTrigger(), ddl.alter("DROP COLUMN IF EXISTS " + to), trigger.dropFunction());
    }
}
