package io.zdm.cli.output;

import io.zdm.cli.observe.Observers;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.Reporter;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What several changes say that run beside one another, on stderr. On a terminal each has a line at the bottom that is drawn
 * anew, and what is said scrolls above; elsewhere every line begins with whose it is.
 */
public final class ProgressBoard implements AutoCloseable {

    private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long DRAW_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Up one line, and erase it. */
    private static final String UP = "\u001b[1A\u001b[2K";

    private final PrintStream err;
    private final boolean terminal;
    private final Screen screen;
    private final Observers observers;
    private final Map<String, String> live = new LinkedHashMap<>();
    private int drawn;
    private long drawnAt;

    /** @param observers who else hears what happens to the changes */
    public ProgressBoard(PrintStream err, boolean terminal, Screen screen, Observers observers) {
        this.err = err;
        this.terminal = terminal;
        this.screen = screen;
        this.observers = observers;
    }

    /** @param whose how its lines begin; empty for what concerns all */
    public Reporter reporter(String whose) {
        return new Line(whose);
    }

    /** Lines that are said at once. */
    public synchronized void print(String text) {
        erase();
        err.print(text.endsWith("\n") ? text : text + System.lineSeparator());
        draw();
    }

    /** Something that prints by itself. */
    public synchronized void aside(Runnable printing) {
        erase();
        printing.run();
        draw();
    }

    /** It has ended: its line goes. */
    public synchronized void end(String whose) {
        erase();
        live.remove(whose);
        draw();
    }

    @Override
    public synchronized void close() {
        erase();
        live.clear();
    }

    private void erase() {
        err.print(UP.repeat(drawn));
        drawn = 0;
    }

    private void draw() {
        live.values()
                .forEach(line ->
                        err.println(line.length() > screen.errWidth() ? line.substring(0, screen.errWidth()) : line));
        drawn = live.size();
        drawnAt = System.nanoTime();
        err.flush();
    }

    private synchronized void set(String whose, String line) {
        boolean isNew = live.put(whose, line) == null;
        if (isNew || System.nanoTime() - drawnAt >= DRAW_EVERY_NANOS) {
            erase();
            draw();
        }
    }

    private final class Line implements Reporter {

        private final String whose;
        private final String prefix;
        private final Walking walking = new Walking();
        private String title = "";
        private long saidAt;

        Line(String whose) {
            this.whose = whose;
            this.prefix = whose.isEmpty() ? "" : whose + " ";
        }

        @Override
        public Reporter of(ChangeSubject change) {
            return new ObservedReporter(this, change, observers);
        }

        @Override
        public synchronized void happened(ChangeEvent event) {
            walking.happened(event);
        }

        @Override
        public void say(String line) {
            print(prefix + line);
        }

        @Override
        public void progress(String walk, long rows, long total) {
            String line;
            boolean due;
            boolean over;
            synchronized (this) {
                if (!walk.equals(title)) {
                    title = walk;
                    saidAt = System.nanoTime();
                }
                walking.at(rows, total);
                String waits = walking.waiting();
                line = prefix + walking.line(walk, rows, total) + (waits.isEmpty() ? "" : "; " + waits);
                over = rows >= total && !walking.isUnderWay();
                due = over || System.nanoTime() - saidAt >= LINE_EVERY_NANOS;
                if (due) {
                    saidAt = System.nanoTime();
                }
            }
            if (terminal && !over) {
                set(whose, line);
            } else if (due) {
                end(whose);
                print(line);
            }
        }
    }
}
