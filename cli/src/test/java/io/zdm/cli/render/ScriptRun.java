package io.zdm.cli.render;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Executes script lines as psql would, and can be made to die after some statements. */
final class ScriptRun {

    private final Connection connection;
    private final Set<String> variables;
    private final int most;
    private final Consumer<String> before;
    private int executed;

    private ScriptRun(Connection connection, Set<String> variables, int most, Consumer<String> before) {
        this.connection = connection;
        this.variables = variables;
        this.most = most;
        this.before = before;
    }

    static void whole(Connection connection, List<ScriptLine> lines, String... variables) throws SQLException {
        new ScriptRun(connection, Set.of(variables), Integer.MAX_VALUE, sql -> {}).run(lines);
    }

    /** @param before is told of every statement before it is executed */
    static void whole(Connection connection, List<ScriptLine> lines, Consumer<String> before) throws SQLException {
        new ScriptRun(connection, Set.of(), Integer.MAX_VALUE, before).run(lines);
    }

    /** @return whether it came to its end within so many statements */
    static boolean upTo(int most, Connection connection, List<ScriptLine> lines, String... variables)
            throws SQLException {
        ScriptRun run = new ScriptRun(connection, Set.of(variables), most, sql -> {});
        run.run(lines);
        return run.executed <= most;
    }

    private void run(List<ScriptLine> lines) throws SQLException {
        for (ScriptLine line : lines) {
            if (line instanceof ScriptLine.Sql sql) {
                if (++executed > most) {
                    return;
                }
                execute(sql.statement());
            } else if (line instanceof ScriptLine.Each each) {
                for (String statement : answers(each.question())) {
                    execute(statement);
                }
            } else if (line instanceof ScriptLine.Unless unless) {
                if (!isTrue(unless.question())) {
                    run(unless.lines());
                }
            } else if (line instanceof ScriptLine.WhereSet set) {
                run(variables.contains(set.variable()) ? set.then() : set.otherwise());
            }
            if (executed > most) {
                return;
            }
        }
    }

    private void execute(String sql) throws SQLException {
        before.accept(sql);
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\n" + sql, e.getSQLState(), e);
        }
    }

    private List<String> answers(String question) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    private boolean isTrue(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT coalesce((" + question + "), false)")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}
