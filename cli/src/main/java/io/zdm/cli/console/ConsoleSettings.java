package io.zdm.cli.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where and for whom the console is.
 *
 * @param readOnly nobody may act
 * @param audit the file that says who did what
 * @param hooks further arguments of commands that work on a change: who is told of it
 */
public record ConsoleSettings(
        Listener listener, ConsoleUsers users, boolean readOnly, Path audit, List<String> hooks, String version) {

    public ConsoleSettings {
        hooks = List.copyOf(hooks);
    }

    /**
     * Where it listens, and how it is spoken to.
     *
     * @param port 0 for any that is free
     * @param hostnames by which a browser may ask for it, beside this machine's own: a page of somebody else's whose name
     *     was made to point here asks by its own
     * @param tls null for plain HTTP
     */
    public record Listener(
            String host,
            int port,
            Set<String> hostnames,
            @Nullable Tls tls) {

        public Listener {
            hostnames = Set.copyOf(hostnames);
        }
    }

    /** Files in PEM. */
    public record Tls(Path certificate, Path key) {}
}
