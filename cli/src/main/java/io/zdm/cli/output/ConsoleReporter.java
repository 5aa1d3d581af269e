package io.zdm.cli.output;

import io.zdm.cli.observe.Observers;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.Reporter;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the engine says, on stderr: a live bar on a terminal, plain lines elsewhere. */
public final class ConsoleReporter implements Reporter, AutoCloseable {

    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintStream err;
    private final Screen screen;
    private final @Nullable LiveBar bar;
    private final Observers observers;
    private final Walking walking = new Walking();
    private String title = "";
    private long began;
    private long saidAt;

    /** Of what only plans, and changes nothing. */
    public ConsoleReporter(PrintStream err, boolean terminal) {
        this(err, terminal, Screen.NONE, Observers.none());
    }

    /** @param observers who else hears what happens to the changes */
    public ConsoleReporter(PrintStream err, boolean terminal, Screen screen, Observers observers) {
        this.err = err;
        this.screen = screen;
        this.bar = terminal ? new LiveBar(err, screen.errWidth()) : null;
        this.observers = observers;
    }

    @Override
    public Reporter of(ChangeSubject change) {
        return new ObservedReporter(this, change, observers);
    }

    @Override
    public synchronized void happened(ChangeEvent event) {
        walking.happened(event);
        if (bar != null) {
            bar.extra(walking.waiting().isEmpty() ? walking.partitionsInShort() : walking.waiting());
        }
    }

    @Override
    public synchronized void say(String line) {
        closeBar();
        String text = bar == null ? line : screen.folded(line);
        err.println(line.startsWith("Waiting") ? screen.waiting(text) : text);
    }

    @Override
    public synchronized void progress(String walk, long rows, long total) {
        if (!walk.equals(title) || rows < began) {
            begin(walk, rows, total);
        }
        walking.at(rows, total);
        boolean over = rows >= total && !walking.isUnderWay();
        if (bar != null) {
            bar.at(title, rows, total, over);
        } else if (over || System.nanoTime() - saidAt >= LINE_EVERY_NANOS) {
            saidAt = System.nanoTime();
            err.println(walking.line(title, rows, total));
        }
    }

    private void begin(String walk, long rows, long total) {
        closeBar();
        title = walk;
        began = rows;
        saidAt = System.nanoTime();
        if (rows > 0 && rows < total) {
            err.printf("%s: going on at %,d of about %,d rows%n", walk, rows, total);
        }
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
        }
    }

    @Override
    public synchronized void close() {
        closeBar();
    }
}
