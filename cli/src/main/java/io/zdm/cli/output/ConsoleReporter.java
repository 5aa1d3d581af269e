package io.zdm.cli.output;

import io.zdm.engine.change.Reporter;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** What the engine says, on stderr: a live bar on a terminal, plain lines elsewhere. */
public final class ConsoleReporter implements Reporter, AutoCloseable {

    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int WIDTH = 100;

    private final PrintStream err;
    private final boolean terminal;
    private String title = "";
    private @Nullable ProgressBar bar;
    private Pace pace = new Pace("", 0);
    private long saidAt;

    public ConsoleReporter(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public synchronized void say(String line) {
        closeBar();
        err.println(line);
    }

    @Override
    public synchronized void progress(String walk, long rows, long total) {
        if (!pace.isOf(walk, rows)) {
            begin(walk, rows, total);
        }
        pace.at(rows);
        if (terminal) {
            ProgressBar live = bar == null ? open(rows, total) : bar;
            live.maxHint(Math.max(total, rows));
            live.stepTo(rows);
            if (rows >= total) {
                closeBar();
            }
        } else if (rows >= total || System.nanoTime() - saidAt >= LINE_EVERY_NANOS) {
            saidAt = System.nanoTime();
            err.println(pace.line(rows, total));
        }
    }

    private void begin(String walk, long rows, long total) {
        closeBar();
        title = walk;
        pace = new Pace(walk, rows);
        saidAt = System.nanoTime();
        if (rows > 0 && rows < total) {
            err.printf("%s: going on at %,d of about %,d rows%n", walk, rows, total);
        }
    }

    private ProgressBar open(long rows, long total) {
        ProgressBar opened = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(Math.max(total, rows))
                .startsFrom(rows, java.time.Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .showSpeed()
                .build();
        bar = opened;
        return opened;
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public synchronized void close() {
        closeBar();
    }
}
