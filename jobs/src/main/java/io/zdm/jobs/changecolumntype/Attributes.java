package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;

/** Comment, statistics target, options and grants of the columns themselves: the old column keeps its own. */
record Attributes(ShadowChange change, OnlineDdl ddl) implements Dependents {

    Attributes(ShadowChange change) {
        this(change, new OnlineDdl(change.sql(), Guise.SHADOW));
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<String> statements = new ArrayList<>();
        if (guise == Guise.SHADOW) {
            change.columns().forEach(c -> statements.addAll(attributes(c)));
        }
        return statements.isEmpty()
                ? List.of()
                : List.of(ddl.step(
                        "attributes",
                        "Carry over comment, statistics target and column grants",
                        List.of(ddl.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                        statements,
                        null,
                        false,
                        List.of()));
    }

    private List<String> attributes(Changed column) {
        ColumnSnapshot now = column.now();
        String table = change.sql();
        String shadow = Identifier.quote(column.shadow());
        List<String> statements = new ArrayList<>();
        if (now.comment() != null) {
            statements.add("COMMENT ON COLUMN " + table + "." + shadow + " IS " + Identifier.literal(now.comment()));
        }
        if (now.statisticsTarget() != null) {
            statements.add("ALTER TABLE ONLY " + table + " ALTER COLUMN " + shadow + " SET STATISTICS "
                    + now.statisticsTarget());
        }
        if (!now.options().isEmpty()) {
            statements.add("ALTER TABLE ONLY " + table + " ALTER COLUMN " + shadow + " SET ("
                    + String.join(", ", now.options()) + ")");
        }
        now.grants()
                .forEach(g -> statements.add("GRANT " + g.privilege() + " (" + shadow + ") ON " + table + " TO "
                        + g.grantee() + (g.grantable() ? " WITH GRANT OPTION" : "")));
        return statements;
    }
}
