package io.zdm.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes what is printed apart into lines. */
final class SaidLines extends OutputStream {

    private final Consumer<String> line;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    SaidLines(Consumer<String> line) {
        this.line = line;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            line.accept(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        } else if (b != '\r') {
            begun.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    /** What stands behind the last line break is a line, too. */
    @Override
    public synchronized void close() {
        if (begun.size() > 0) {
            line.accept(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }
    }
}
