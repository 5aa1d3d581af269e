package io.zdm.jobs.sql;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.ConcurrentStep;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Statement;
import io.zdm.jobs.online.OnlinePlan;
import java.util.List;

/** A step for each statement: in a transaction that notes its end, or outside of one where PostgreSQL wants that. */
final class SqlPlan {

    private final SqlChange change;
    private final Planning planning;
    private final OnlinePlan plan;

    SqlPlan(SqlChange change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.plan = new OnlinePlan(SqlChange.KIND, planning);
    }

    Planned plan() {
        plan.concerns(
                planning.table().columns().stream().map(ColumnSnapshot::number).toList());
        List<Statement> statements = planning.statements(change.sql());
        if (statements.isEmpty()) {
            refuse("sql", "There is no statement in it");
        }
        SqlLint.problems(change, planning.serverMajorVersion()).forEach(plan::refuse);
        for (int i = 0; i < statements.size(); i++) {
            plan.step(step("statement:" + (i + 1), statements.get(i), true));
        }
        List<Statement> undo = change.undo() == null ? List.of() : planning.statements(change.undo());
        for (int i = 0; i < undo.size(); i++) {
            plan.undo(step("undo:" + (i + 1), undo.get(i), false));
        }
        if (!plan.isRefused()) {
            plan.warn("Your statements are not rehearsed: whether PostgreSQL takes them, and how long they hold their"
                    + " locks, shows when they run.");
        }
        return plan.planned();
    }

    private PlannedStep step(String id, Statement statement, boolean there) {
        Sorted sorted = Sorted.of(statement);
        if (sorted.refusal() != null) {
            refuse(statement.sql(), sorted.refusal());
        }
        String title = "Run: " + shortly(statement.sql());
        if (sorted.outside()) {
            if (there && sorted.taken() != null) {
                planning.lines(sorted.taken())
                        .forEach(other -> plan.refuse(new Problem(
                                ProblemCode.NAME_TAKEN,
                                statement.sql(),
                                "There is an index of that name already: " + other,
                                "Choose another name, drop that index first, or leave the statement out.")));
            }
            return new ConcurrentStep(
                    id,
                    Phase.DEPENDENTS,
                    title,
                    planning.table().ref().sql(),
                    statement.sql(),
                    sorted.applied(),
                    sorted.leftovers(),
                    planning.userPath());
        }
        return new DdlStep(
                id,
                Phase.DEPENDENTS,
                title,
                List.of(),
                List.of(
                        "SELECT pg_catalog.set_config('search_path', " + Identifier.literal(planning.userPath())
                                + ", true)",
                        statement.sql(),
                        "SELECT pg_catalog.set_config('search_path', '', true)"),
                null,
                Effect.NOTED,
                sorted.scans(),
                List.of());
    }

    private void refuse(String statement, String why) {
        plan.refuse(new Problem(
                ProblemCode.STATEMENT_NOT_POSSIBLE, shortly(statement), why, "Change the statement, or leave it out."));
    }

    static String shortly(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 79) + "…";
    }
}
