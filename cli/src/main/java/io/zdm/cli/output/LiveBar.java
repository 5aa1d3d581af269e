package io.zdm.cli.output;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The bar of a walk at the bottom of a terminal, as wide as that is, with what else is to be known at its end. */
final class LiveBar {

    private static final int TOO_NARROW = 20;

    private final PrintStream err;
    private final int width;
    private @Nullable ProgressBar bar;
    private @Nullable Line line;
    private String extra = "";

    LiveBar(PrintStream err, int width) {
        this.err = err;
        this.width = Math.max(TOO_NARROW, width);
    }

    /** @param over whether the walk is at its end, and the bar stays as it is then */
    void at(String title, long rows, long total, boolean over) {
        ProgressBar live = bar == null ? open(title, rows, total) : bar;
        live.maxHint(Math.max(total, rows));
        live.stepTo(rows);
        if (over) {
            close();
        }
    }

    /** Cut where the line ends. */
    void extra(String text) {
        extra = text;
        if (bar != null) {
            bar.setExtraMessage(" " + text);
        }
    }

    private ProgressBar open(String title, long rows, long total) {
        Line drawn = new Line(err, width);
        line = drawn;
        ProgressBar opened = new ProgressBarBuilder()
                .setTaskName(title)
                .setInitialMax(Math.max(total, rows))
                .startsFrom(rows, java.time.Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(drawn)
                .showSpeed()
                .build();
        opened.setExtraMessage(" " + extra);
        bar = opened;
        return opened;
    }

    void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
        if (line != null) {
            // A bar that is closed before its thread has drawn it draws it then, and leaves its line open.
            line.close();
            line = null;
        }
    }

    /** Ends once; after that nothing more is drawn, whatever the bar's own thread has left to do. */
    private static final class Line extends ConsoleProgressBarConsumer {

        private boolean over;

        Line(PrintStream out, int width) {
            super(out, width);
        }

        @Override
        public synchronized void accept(String drawn) {
            if (!over) {
                super.accept(drawn);
            }
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                super.close();
            }
        }
    }
}
