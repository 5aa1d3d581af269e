package io.zdm.cli.render;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What {@code plan --output=sql} prints for the change of a file, executed as psql would. */
public final class ByHand {

    private final Target target;
    private final List<ScriptLine> lines;

    private ByHand(Target target, List<ScriptLine> lines) {
        this.target = target;
        this.lines = lines;
    }

    public static ByHand of(Target target, Path file) throws SQLException {
        ChangeEntry entry = new ChangeFiles(ChangeKinds.byName()).readFile(file).get(0);
        ChangePlanner kind = ChangeKinds.all().stream()
                .filter(k -> k.name().equals(entry.kind()))
                .findFirst()
                .orElseThrow();
        long number = ScriptNumber.of(entry.change(), kind);
        try (Connection connection = Sessions.open(target)) {
            MigrationPlan plan = new Planner(
                            new Database(new SingleConnectionDataSource(connection, true)), Reporter.SILENT)
                    .plan(entry.change(), kind, number, Set.of());
            return new ByHand(target, new PsqlScript(new PlanView(plan, number, "here")).lines());
        }
    }

    /** @param variables that are set */
    public void run(String... variables) throws SQLException {
        try (Connection connection = Sessions.open(target)) {
            ScriptRun.whole(connection, lines, variables);
        }
    }

    /** @return whether it came to its end within so many statements */
    public boolean upTo(int most) throws SQLException {
        try (Connection connection = Sessions.open(target)) {
            return ScriptRun.upTo(most, connection, lines);
        }
    }
}
