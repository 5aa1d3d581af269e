package io.zdm.cli.console;

import io.zdm.engine.change.StopSignal;
import java.io.PrintStream;
import java.util.List;

/**
 * Runs a command line of zdm-batch in this process, as a terminal would: what the page's buttons do is what the commands do,
 * with their checks, their words and their exit codes.
 */
@FunctionalInterface
public interface Zdm {

    /**
     * Runs it to its end.
     *
     * @param out what the command writes for its caller
     * @param err what it says beside that
     * @return the exit code
     */
    int run(List<String> arguments, PrintStream out, PrintStream err, StopSignal stop);
}
