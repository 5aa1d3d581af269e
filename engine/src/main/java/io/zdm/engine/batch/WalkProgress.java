package io.zdm.engine.batch;

import io.zdm.engine.change.Reporter;
import java.util.concurrent.atomic.AtomicLong;

/** Rows done by all workers of a walk. */
final class WalkProgress {

    private final String title;
    private final Reporter reporter;
    private final AtomicLong rows;
    private final long total;

    /** @param done by earlier executions */
    WalkProgress(String title, long done, long total, Reporter reporter) {
        this.title = title;
        this.rows = new AtomicLong(done);
        this.total = total;
        this.reporter = reporter;
        reporter.progress(title, done, Math.max(done, total));
    }

    /** All rows that there are were done: what was estimated is known. */
    void end() {
        reporter.progress(title, rows.get(), rows.get());
    }

    void add(long more) {
        long now = rows.addAndGet(more);
        reporter.progress(title, now, Math.max(now, total));
    }
}
