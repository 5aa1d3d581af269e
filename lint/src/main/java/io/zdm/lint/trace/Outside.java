package io.zdm.lint.trace;

import io.zdm.lint.source.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A statement that must not stand in a transaction gives back its locks before anybody can ask for them. So somebody
 * else is in its way, as a writer of each table: it waits, and what it has and wants is seen from a third session.
 */
final class Outside {

    private final Sessions sessions;

    Outside(Sessions sessions) {
        this.sessions = sessions;
    }

    record Result(Messages messages, Locks locks) {}

    Result run(Running running, SqlStatement statement, CatalogPicture picture) throws SQLException {
        try (Connection writer = sessions.open();
                Connection observer = sessions.open()) {
            writer.setAutoCommit(false);
            beInTheWay(writer, picture);
            CompletableFuture<Messages> done = CompletableFuture.supplyAsync(() -> messages(running, statement));
            Locks locks = new Locks();
            boolean gone = false;
            while (!done.isDone()) {
                Locks now = Locks.of(observer, running.backend());
                locks.addAll(now);
                if (now.isWaiting() && !gone) {
                    writer.rollback();
                    gone = true;
                }
                LockSupport.parkNanos(500_000);
            }
            return new Result(done.join(), locks);
        } catch (CompletionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static Messages messages(Running running, SqlStatement statement) {
        try {
            return running.run(statement);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static void beInTheWay(Connection writer, CatalogPicture picture) throws SQLException {
        List<String> tables = picture.relations().values().stream()
                .filter(relation -> relation.kind().equals("r"))
                .map(relation -> String.valueOf(relation.oid()))
                .toList();
        if (tables.isEmpty()) {
            return;
        }
        try (Statement statement = writer.createStatement()) {
            String names = String.join(", ", names(statement, tables));
            statement.execute("LOCK TABLE " + names + " IN ROW EXCLUSIVE MODE");
        }
    }

    private static List<String> names(Statement statement, List<String> oids) throws SQLException {
        try (var rows = statement.executeQuery("SELECT pg_catalog.format('ONLY %I.%I', n.nspname, c.relname)"
                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid IN ("
                + oids.stream().collect(Collectors.joining(", ")) + ")")) {
            List<String> names = new java.util.ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
