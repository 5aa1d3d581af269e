package io.zdm.cli.command;

import io.zdm.cli.output.Json;
import io.zdm.cli.output.NextSteps;
import io.zdm.cli.output.StatusJson;
import io.zdm.cli.output.StatusText;
import io.zdm.cli.runbook.ErrorPages;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.batch.UnreachableServer;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sessions;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Says how a command ended: as one JSON object on stdout, or in words with what can be done next. */
final class OutcomePrinter {

    private final Console console;
    private final Target target;
    private final boolean json;

    OutcomePrinter(Console console, Target target, boolean json) {
        this.console = console;
        this.target = target;
        this.json = json;
    }

    /** What was asked for, in case it was refused. */
    record Asked(
            String change, @Nullable String name, @Nullable String schema, String table) {}

    void print(Outcome outcome, Asked asked) {
        if (json) {
            console.out().println(Json.write(object(outcome, asked)));
        }
        if (outcome.id() != null && outcome.error() == null && !json) {
            Status status = status(outcome.id());
            console.out().print(StatusText.detail(status, console.screen().outWidth()));
            console.out().println(outcome.note() == null ? NextSteps.of(status) : outcome.note());
        } else {
            explain(outcome);
        }
    }

    /** For programs: the change as it is now, or what was asked for where it took no id. */
    Map<String, @Nullable Object> object(Outcome outcome, Asked asked) {
        Status status = outcome.id() == null ? null : lastStatus(outcome.id(), outcome.error());
        if (status != null) {
            return new StatusJson(target).change(status, outcome.error());
        }
        TableRef table = outcome.table();
        return new StatusJson(target)
                .refused(
                        asked.change(),
                        asked.name(),
                        table == null ? asked.schema() : table.schema(),
                        table == null ? asked.table() : table.name(),
                        outcome);
    }

    /** On stderr what went wrong, and what to do. */
    void explain(Outcome outcome) {
        EngineException error = outcome.error();
        if (outcome.id() == null && error != null) {
            console.err().println("zdm-batch: " + error.getMessage() + ". " + next(error));
        } else if (error != null) {
            failed(outcome.id(), error);
        } else if (!outcome.problems().isEmpty()) {
            refused(outcome.problems());
        }
    }

    private void failed(@Nullable Long id, EngineException error) {
        if (error.code() == ErrorCode.UNEXPECTED) {
            LoggerFactory.getLogger(OutcomePrinter.class).error("Change {} failed", id, error);
            console.err().println("zdm-batch: details are in .zdm/zdm-batch.log");
        }
        console.err().println("zdm-batch: " + error.getMessage());
        console.err().println(error.databaseChanged() ? "What to do:" : "This command changed nothing. What to do:");
        console.err().println("  " + next(error));
    }

    private static String next(EngineException error) {
        return ErrorPages.pointing(error.next(), error.code().text());
    }

    /** The reasons of a refusal. */
    void refused(List<Problem> problems) {
        console.err()
                .println("zdm-batch: refused before anything was touched, for " + problems.size()
                        + (problems.size() == 1 ? " reason:" : " reasons:"));
        for (Problem problem : problems) {
            console.err().println("  " + problem.code().text() + ": " + problem.message());
            console.err().println("      " + problem.fix());
        }
    }

    /** As status reports it; null where the server is gone, which is what went wrong and is told all the same. */
    @Nullable
    Status lastStatus(long id, @Nullable EngineException error) {
        try {
            return status(id);
        } catch (UsageException unreachable) {
            if (error == null) {
                throw unreachable;
            }
            return null;
        }
    }

    /** As status reports it. */
    Status status(long id) {
        try (Connection connection = Sessions.open(target)) {
            return new StatusReader(new Database(new SingleConnectionDataSource(connection, true)))
                    .find(id)
                    .orElseThrow();
        } catch (SQLException e) {
            throw UnreachableServer.error(target, e);
        }
    }
}
