package io.zdm.cli.output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/** Logs each line that is printed; empty ones are left out. */
final class LoggedLines extends OutputStream {

    private final Logger logger;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LoggedLines(Logger logger) {
        this.logger = logger;
    }

    static PrintStream to(Logger logger) {
        return new PrintStream(new LoggedLines(logger), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        if (b != '\n') {
            line.write(b);
        } else {
            log();
        }
    }

    private void log() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (!text.isEmpty()) {
            logger.info(text);
        }
    }

    @Override
    public synchronized void close() {
        log();
    }
}
