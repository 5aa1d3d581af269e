package io.zdm.cli.render;

import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/** Somebody who keeps others from writing a table, and lets go as soon as one of them waits. */
final class ShortLock implements AutoCloseable {

    private final Connection holding;
    private final Connection looking;
    private final String table;
    private CompletableFuture<Void> letGo = CompletableFuture.failedFuture(new IllegalStateException("never taken"));

    ShortLock(TestDatabase database, String table) throws SQLException {
        this.holding = database.connect();
        this.looking = database.connect();
        this.table = table;
    }

    /** Has the lock when it returns; ends by itself after ten seconds without a waiter. */
    void takeUntilSomebodyWaits() {
        try (Statement statement = holding.createStatement()) {
            statement.execute("BEGIN");
            statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        letGo = CompletableFuture.runAsync(this::letGoWhenWaitedFor);
    }

    private void letGoWhenWaitedFor() {
        try (Statement look = looking.createStatement();
                Statement end = holding.createStatement()) {
            look.execute("SET statement_timeout = '10s'");
            look.execute("""
                    DO $$ BEGIN
                        WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = '%s'::regclass) LOOP
                        END LOOP;
                    END $$""".formatted(table));
            end.execute("COMMIT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails where nobody waited. */
    void awaitLetGo() {
        letGo.join();
    }

    @Override
    public void close() throws SQLException {
        holding.close();
        looking.close();
    }
}
