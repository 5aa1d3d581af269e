package io.zdm.engine.postgres;

import io.zdm.engine.change.Reporter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;

/** Tells, from another session, how far one of the engine's sessions is with an index. Ends when closed. */
final class BuildProgress implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final String QUESTION = """
            SELECT p.phase, coalesce(nullif(p.tuples_total, 0), p.blocks_total) AS total,
                   CASE WHEN p.tuples_total > 0 THEN p.tuples_done ELSE p.blocks_done END AS done
            FROM pg_stat_progress_create_index p WHERE p.pid = ? AND p.blocks_total + p.tuples_total > 0
            """;

    private final Database database;
    private final int pid;
    private final Reporter reporter;
    private final ScheduledExecutorService looking;
    private final ScheduledFuture<?> looks;

    BuildProgress(Database database, int pid, Reporter reporter) {
        this.database = database;
        this.pid = pid;
        this.reporter = reporter;
        this.looking = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "zdm-build-progress");
            thread.setDaemon(true);
            return thread;
        });
        this.looks =
                looking.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            database.list(
                            QUESTION,
                            (row, n) -> new Seen(row.getString("phase"), row.getLong("done"), row.getLong("total")),
                            pid)
                    .forEach(s -> reporter.progress("Index: " + s.phase(), s.done(), s.total()));
        } catch (DataAccessException e) {
            // Only for the eyes: the session that builds will say what is wrong with the server.
            looking.shutdown();
        }
    }

    private record Seen(String phase, long done, long total) {}

    /** A look that has begun is over when this returns, or takes a second at most. */
    @Override
    public void close() {
        looks.cancel(false);
        looking.shutdown();
        try {
            looking.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
