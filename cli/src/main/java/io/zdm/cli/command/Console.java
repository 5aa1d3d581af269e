package io.zdm.cli.command;

import io.zdm.engine.change.StopSignal;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param terminal whether a person watches
 * @param stop requested by SIGINT and SIGTERM
 */
public record Console(PrintStream out, PrintStream err, boolean terminal, StopSignal stop) {}
