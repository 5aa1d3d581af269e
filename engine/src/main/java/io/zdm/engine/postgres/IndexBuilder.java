package io.zdm.engine.postgres;

import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.IndexStep;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Builds indexes CONCURRENTLY: without a lock timeout, which would also cancel its internal waits, and without a
 * statement timeout. A stop cancels the build and removes what is left of it; an INVALID leftover still rejects inserts.
 */
public final class IndexBuilder {

    private static final String WAITING = "The index build waits for transactions";

    private final Database database;
    private final Concurrently concurrently;
    private final StopSignal stop;
    private final Reporter reporter;
    private final CatalogReader catalog;

    /** @param blockers what becomes of transactions that the build waits for */
    public IndexBuilder(Database database, Blockers blockers, StopSignal stop, Reporter reporter) {
        this.database = database;
        this.concurrently = new Concurrently(database, blockers, stop, reporter);
        this.stop = stop;
        this.reporter = reporter;
        this.catalog = new CatalogReader(database);
    }

    /** Builds it without its dress, or finds it built with just this definition. Must not run inside a transaction. */
    public void build(IndexStep step) {
        long table = database.value("SELECT pg_catalog.to_regclass(?)::oid::bigint", Long.class, step.table());
        waitForOtherBuilder(step);
        Optional<IndexSnapshot> existing = existing(step, table);
        if (existing.isPresent() && isWanted(step, existing.get())) {
            return;
        }
        if (existing.isPresent() && existing.get().valid() && step.name() == IndexStep.Name.USER) {
            throw different(step, existing.get());
        }
        reporter.say(step.title());
        if (existing.isPresent()) {
            reporter.say("Dropping an unfinished or different index " + step.index());
        }
        try {
            concurrently.run(session -> {
                session.execute(step.setTablespace());
                if (existing.isPresent()) {
                    session.watched(WAITING, step.drop());
                }
                create(step, session);
            });
        } catch (SQLException e) {
            throw failure(step, e);
        }
    }

    private void create(IndexStep step, Concurrently.Session session) throws SQLException {
        try {
            session.watched(WAITING, step.create());
        } catch (SQLException e) {
            if (!Sql.isConnectionLost(e)) {
                try {
                    session.execute(step.drop());
                } catch (SQLException remains) {
                    // The next start finds it; what kept it from being built is what matters.
                    e.addSuppressed(remains);
                    reporter.say("Could not drop the unfinished index " + step.index() + ": " + Sql.message(remains));
                }
            }
            throw e;
        }
    }

    private RuntimeException failure(IndexStep step, SQLException e) {
        if (stop.isRequested()) {
            return new StoppedException(String.valueOf(stop.reason()));
        }
        if (Sql.isDataError(e)) {
            return new EngineException(
                    ErrorCode.VALUE_REJECTED,
                    "Cannot build the index " + step.index() + ": " + Sql.message(e),
                    true,
                    "Correct those rows, then restart; before the swap, rollback removes all traces, too. The unfinished"
                            + " index was removed.",
                    e);
        }
        return new EngineException(
                Sql.isConnectionLost(e) ? ErrorCode.CONNECTION_LOST : ErrorCode.UNEXPECTED,
                "Cannot build the index " + step.index() + ": " + Sql.message(e),
                true,
                "Restart: what is left of it is found and replaced.",
                e);
    }

    private static EngineException different(IndexStep step, IndexSnapshot existing) {
        return new EngineException(
                ErrorCode.CATALOG_DRIFTED,
                "Somebody has made another index " + step.index() + " since this was planned: on " + step.table() + " "
                        + existing.definition() + ", not " + step.definition(),
                true,
                "Drop or rename one of them, then restart.");
    }

    private Optional<IndexSnapshot> existing(IndexStep step, long table) {
        return catalog.indexes(table).stream()
                .filter(i -> i.schema().equals(step.schema()) && i.name().equals(step.index()))
                .findFirst();
    }

    private static boolean isWanted(IndexStep step, IndexSnapshot index) {
        return index.valid()
                && index.unique() == step.unique()
                && index.definition().equals(step.definition());
    }

    /** A killed engine's CREATE INDEX may live on in its backend for a moment. */
    private void waitForOtherBuilder(IndexStep step) {
        boolean said = false;
        while (database.isTrue("""
                SELECT EXISTS (SELECT FROM pg_stat_progress_create_index p
                               JOIN pg_class c ON c.oid = p.index_relid JOIN pg_namespace n ON n.oid = c.relnamespace
                               WHERE n.nspname = ? AND c.relname = ?)
                """, step.schema(), step.index())) {
            if (!said) {
                reporter.say("Another session still builds " + step.index() + "; waiting for it to end");
                said = true;
            }
            stop.await(Duration.ofMillis(500));
        }
    }
}
