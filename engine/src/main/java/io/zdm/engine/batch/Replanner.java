package io.zdm.engine.batch;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.UserTriggers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Plans a running change anew where the catalog has drifted: what was added is carried over, what is gone is dropped. */
final class Replanner {

    private static final int MOST_LOOKS = 5;

    private final ChangeStore store;
    private final Map<String, ChangePlanner> kinds;
    private final ChangeRunner.Connections connections;
    private final Reporter reporter;

    Replanner(
            ChangeStore store,
            Map<String, ChangePlanner> kinds,
            ChangeRunner.Connections connections,
            Reporter reporter) {
        this.store = store;
        this.kinds = kinds;
        this.connections = connections;
        this.reporter = reporter;
    }

    /** Asks a planner for another plan of a change. */
    private interface Question {
        MigrationPlan ask(Planner planner, ChangePlanner kind, SchemaChange definition);
    }

    /** @throws EngineException where what came cannot be kept */
    void replan(ChangeRecord change) {
        MigrationPlan plan = plan(
                change,
                (planner, kind, definition) ->
                        planner.replan(definition, kind, change.id(), Planner.guises(change.plan())),
                true);
        store.updatePlan(
                change.id(),
                change.plan().path() == Path.ONLINE
                        ? withAllUndone(change.plan(), plan)
                        : withoutLeftovers(change.plan(), plan));
    }

    /**
     * What this change has made so far the new plan finds there, and does not know whose it is: a rollback removes it all
     * the same. Nothing is dropped on the way forward: an online change's objects are what the user asked for.
     */
    private static MigrationPlan withAllUndone(MigrationPlan before, MigrationPlan after) {
        List<PlannedStep> undo = new ArrayList<>(before.undo());
        Set<String> ids = undo.stream().map(PlannedStep::id).collect(Collectors.toSet());
        after.undo().stream().filter(s -> !ids.contains(s.id())).forEach(undo::add);
        return after.withUndo(undo);
    }

    /**
     * After the swap: plans the way back anew, for the members that the tree has by now.
     *
     * @param begun whether the rollback has made anything yet
     * @param dependents what is said of these members: looked at before and after, so that nothing slips in between
     * @throws EngineException where one that came has something of its own that cannot go back
     */
    void replanBack(ChangeRecord change, boolean begun, Supplier<Map<String, List<String>>> dependents) {
        for (int attempt = 1; ; attempt++) {
            Map<String, List<String>> before = dependents.get();
            MigrationPlan plan = plan(
                    change,
                    (planner, kind, definition) -> planner.planBack(definition, kind, change.id(), change.plan()),
                    begun);
            if (before.equals(dependents.get())) {
                store.updateWayBack(change.id(), change.plan().withWayBack(plan.members(), plan.back()), before);
                return;
            }
            if (attempt >= MOST_LOOKS) {
                throw new EngineException(
                        ErrorCode.CATALOG_DRIFTED,
                        "The catalog of " + change.plan().table().sql()
                                + " changes faster than the way back can be planned",
                        begun,
                        "Wait until nobody makes DDL there, then try again.");
            }
        }
    }

    private MigrationPlan plan(ChangeRecord change, Question question, boolean databaseChanged) {
        ChangePlanner kind = kinds.get(change.kind());
        if (kind == null) {
            throw new IllegalStateException("No change kind " + change.kind());
        }
        Map<String, Object> definition = new LinkedHashMap<>(change.definition());
        definition.remove("change");
        definition.remove("table");
        try (Connection connection = connections.open()) {
            Planner planner = new Planner(new Database(new SingleConnectionDataSource(connection, true)), reporter);
            MigrationPlan plan =
                    question.ask(planner, kind, kind.read(change.plan().table().sql(), definition));
            if (plan.refused()) {
                throw new EngineException(
                        ErrorCode.CATALOG_DRIFTED,
                        "What was added to the table meanwhile cannot be kept: "
                                + plan.problems().stream().map(Problem::message).collect(Collectors.joining("; ")),
                        databaseChanged,
                        plan.problems().stream().map(Problem::fix).distinct().collect(Collectors.joining(" "))
                                + (change.isSwapped() ? " Then try again." : " Then restart."));
            }
            return plan;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A detached table partition keeps its columns, and its own triggers stay deaf; those that it had from its parent went
     * with the detaching.
     */
    private static List<String> forLeavers(MigrationPlan before, MigrationPlan after) {
        return before.members().stream()
                .filter(m -> !after.members().contains(m))
                .flatMap(m -> Stream.concat(
                        Stream.of(UserTriggers.restore(m)),
                        before.columns().stream()
                                .map(c -> "ALTER TABLE IF EXISTS " + m + " DROP COLUMN IF EXISTS "
                                        + Identifier.quote(Names.shadow(c.name())))))
                .toList();
    }

    /**
     * What only the old plan made is dropped first, before the new plan's dependents: the last first. With a unique index
     * goes whatever came after it, which may rest on it; where the new plan has that too, it is built again.
     */
    private static MigrationPlan withoutLeftovers(MigrationPlan before, MigrationPlan after) {
        Set<PlannedStep> kept = Set.copyOf(after.forward());
        List<String> statements = new ArrayList<>();
        boolean uniqueGone = false;
        for (PlannedStep step : before.forward()) {
            if (step instanceof IndexStep index && !kept.contains(step)) {
                uniqueGone |= index.unique();
                statements.add(0, "DROP INDEX IF EXISTS " + Identifier.qualified(index.schema(), index.index()));
            } else if (step instanceof DdlStep ddl && (uniqueGone || !kept.contains(step))) {
                statements.addAll(0, ddl.undo());
            }
        }
        statements.addAll(forLeavers(before, after));
        if (statements.isEmpty()) {
            return after;
        }
        List<PlannedStep> forward = new ArrayList<>(after.forward());
        int at = 0;
        while (at < forward.size() && forward.get(at).phase().compareTo(Phase.DEPENDENTS) < 0) {
            at++;
        }
        forward.add(
                at,
                new DdlStep(
                        "leftovers",
                        Phase.DEPENDENTS,
                        "Drop what the plan before made and this one does not want",
                        List.of(new TableLock(after.table().sql(), LockLevel.ACCESS_EXCLUSIVE)),
                        statements,
                        null,
                        Effect.NONE,
                        false,
                        List.of()));
        return after.withForward(forward);
    }
}
