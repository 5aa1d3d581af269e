package io.zdm.cli.render;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.Target;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
        ChangePlanner kind = kind(entry.kind());
        try (Connection connection = Sessions.open(target)) {
            Planner planner =
                    new Planner(new Database(new SingleConnectionDataSource(connection, true)), Reporter.SILENT);
            List<SchemaChange> all = new ArrayList<>(planner.parts(entry.change(), kind));
            all.add(entry.change());
            List<PlanPart> parts = new ArrayList<>();
            for (SchemaChange change : all) {
                ChangePlanner own = kind(change.kind());
                long number = ScriptNumber.of(change, own);
                PlanView view = new PlanView(planner.plan(change, own, number, Set.of()), number, "here");
                parts.add(new PlanPart(view, "here", null, null));
            }
            return new ByHand(
                    target,
                    parts.size() == 1 ? new PsqlScript(parts.get(0).view()).lines() : new PlanDocument(parts).lines());
        }
    }

    private static ChangePlanner kind(String name) {
        return ChangeKinds.all().stream()
                .filter(k -> k.name().equals(name))
                .findFirst()
                .orElseThrow();
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
