package io.zdm.lint.trace;

import io.zdm.lint.source.SourceFile;
import io.zdm.lint.source.SqlStatement;
import io.zdm.lint.source.StatementReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs files in their order on a database that is there for nothing else. */
public final class Tracer {

    private static final int SECONDS_PER_STATEMENT = 60;
    private static final Pattern NO_ROLE = Pattern.compile("role \"(.+)\" does not exist");

    private final Sessions sessions;
    private final boolean oneTransaction;

    /** @param oneTransaction whether each file runs in a transaction, as the tool that runs it does */
    public Tracer(Sessions sessions, boolean oneTransaction) {
        this.sessions = sessions;
        this.oneTransaction = oneTransaction;
    }

    /** A statement of the schema that the server refused. */
    public record Refused(SqlStatement statement, String error) {}

    /**
     * Makes what the migrations find in the database. Roles that it names are made, too.
     *
     * @return what did not work; the rest is there
     */
    public List<Refused> prepare(SourceFile schema) throws SQLException {
        List<Refused> refused = new ArrayList<>();
        try (Running running = open()) {
            for (SqlStatement statement : StatementReader.read(schema).statements()) {
                try {
                    prepare(running, statement);
                } catch (SQLException e) {
                    refused.add(new Refused(statement, String.valueOf(e.getMessage())));
                }
            }
        }
        return refused;
    }

    private static void prepare(Running running, SqlStatement statement) throws SQLException {
        try {
            running.run(statement);
        } catch (SQLException e) {
            Matcher role = NO_ROLE.matcher(String.valueOf(e.getMessage()));
            if (running.inTransaction() || !role.find()) {
                throw e;
            }
            running.tell("CREATE ROLE \"" + role.group(1).replace("\"", "\"\"") + "\"");
            running.run(statement);
        }
    }

    /** What each statement of the files did, in their order. */
    public Trace trace(List<SourceFile> files) throws SQLException {
        Trace trace = new Trace();
        for (SourceFile file : files) {
            trace(file, trace);
        }
        return trace;
    }

    private void trace(SourceFile file, Trace trace) throws SQLException {
        try (Running running = open()) {
            FileTrace fileTrace = new FileTrace(sessions, running);
            if (oneTransaction) {
                running.tell("BEGIN");
            }
            for (SqlStatement statement : StatementReader.read(file).statements()) {
                trace.add(fileTrace.run(statement));
            }
            if (running.inTransaction()) {
                // as a session that ends within a transaction; the tool's own one is committed
                running.tell(oneTransaction ? "COMMIT" : "ROLLBACK");
            }
        }
    }

    private Running open() throws SQLException {
        Connection connection = sessions.open();
        return new Running(connection, SECONDS_PER_STATEMENT);
    }
}
