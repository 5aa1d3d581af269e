package io.zdm.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database is. */
public final class ConnectionOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "jdbc:postgresql://host:port/db or postgresql://user@host:port/db?sslmode=…, without a password"
                            + " (default: ZDM_URL, then PGHOST, PGPORT, PGDATABASE …)")
    @Nullable
    String url;

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description = "the role to log in as (default: PGUSER, then the system's user)")
    @Nullable
    String user;

    @Option(
            names = "--no-sandbox",
            description =
                    "fail where no database is configured, instead of using the embedded one (also ZDM_SANDBOX=off)")
    boolean noSandbox;

    /** As they were given. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (url != null) {
            arguments.add("--url=" + url);
        }
        if (user != null) {
            arguments.add("--user=" + user);
        }
        if (noSandbox) {
            arguments.add("--no-sandbox");
        }
        return arguments;
    }
}
