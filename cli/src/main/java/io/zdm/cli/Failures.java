package io.zdm.cli;

import io.zdm.cli.command.Console;
import io.zdm.cli.output.LogFile;
import io.zdm.cli.runbook.ErrorPages;
import io.zdm.cli.sandbox.SandboxException;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Sql;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, in one message on stderr; the stack trace goes to the log file. */
final class Failures {

    private static final int UNEXPECTED = 1;
    private static final int USAGE = 2;
    private static final int STOPPED = 4;

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    int exitCode(Throwable e) {
        Throwable known = find(e);
        if (known instanceof UsageException || known instanceof SandboxException) {
            console.err().println("zdm-batch: " + known.getMessage());
            return known instanceof UsageException ? USAGE : UNEXPECTED;
        }
        if (known instanceof EngineException engine) {
            console.err().println("zdm-batch: " + engine.getMessage());
            console.err()
                    .println("  "
                            + ErrorPages.pointing(engine.next(), engine.code().text()));
            return engine.code().exitCode();
        }
        if (known instanceof StoppedException) {
            console.err().println("zdm-batch: stopped before anything was touched");
            return STOPPED;
        }
        LoggerFactory.getLogger(Failures.class).error("Unexpected failure", e);
        console.err()
                .println("zdm-batch: " + (Sql.isConnectionLost(e) ? "the connection was lost: " : "unexpected: ")
                        + Sql.message(e));
        console.err()
                .println("  What was committed stays; zdm-batch status tells. Details are in " + LogFile.PATH + ".");
        return UNEXPECTED;
    }

    /** A command line that cannot be understood, with the nearest that can. */
    int usage(ParameterException e) {
        console.err().println("zdm-batch: " + e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                console.err().println("  Did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        console.err()
                .println("  See " + e.getCommandLine().getCommandSpec().qualifiedName()
                        + " --help. Nothing was changed.");
        return USAGE;
    }

    private static Throwable find(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof UsageException
                    || t instanceof EngineException
                    || t instanceof SandboxException
                    || t instanceof StoppedException) {
                return t;
            }
        }
        return Sql.state(e).equals(Sql.INSUFFICIENT_PRIVILEGE)
                ? new EngineException(
                        ErrorCode.REFUSED,
                        "refused by the server: " + Sql.message(e),
                        false,
                        "Log in as the role that owns it, a member of that role, or a superuser; the schema zdm belongs to"
                                + " whoever ran zdm-batch first in this database.",
                        e)
                : e;
    }
}
