package io.zdm.cli.output;

import ch.qos.logback.core.FileAppender;
import org.jspecify.annotations.Nullable;

/** A log file that is made with its first line: a command that has nothing to log leaves no file behind. */
public final class LazyFileAppender<E> extends FileAppender<E> {

    private boolean opened;

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void doAppend(@Nullable E event) {
        open();
        super.doAppend(event);
    }

    private synchronized void open() {
        if (!opened) {
            opened = true;
            super.start();
        }
    }
}
