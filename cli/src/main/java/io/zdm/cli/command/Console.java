package io.zdm.cli.command;

import io.zdm.cli.output.Screen;
import io.zdm.engine.change.StopSignal;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param terminal whether a person watches
 * @param stop requested by SIGINT and SIGTERM
 * @param screen how wide it is, and whether there are colours
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, StopSignal stop, Screen screen) {

    /** Lines on stderr, where that is a terminal folded to its width. */
    void tell(String lines) {
        err.println((terminal ? screen.folded(lines) : lines).stripTrailing());
    }

    /** One that is no screen. */
    public Console(PrintStream out, PrintStream err, boolean terminal, StopSignal stop) {
        this(out, err, terminal, stop, Screen.NONE);
    }
}
