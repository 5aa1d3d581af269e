package io.zdm.cli.command;

import io.zdm.cli.console.ConsoleUsers;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may use the console: those of a file, the one of the environment's token, or of one that is made at the start. */
final class ConsoleAccess {

    private static final String TOKEN = "ZDM_CONSOLE_TOKEN";
    private static final Path TOKEN_FILE = Path.of(".zdm", "console-token");

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "who may use it: a line for each with name, token and, for who may only look, read-only")
    @Nullable
    Path users;

    @Option(names = "--read-only", description = "nobody may act, all may look")
    boolean readOnly;

    private @Nullable String made;

    /**
     * Who may use it. Where nobody is named, whoever has a token that is made now.
     *
     * @throws UsageException where it is said twice, or by a file or a token that will not do
     */
    ConsoleUsers users(Map<String, String> environment) {
        String token = environment.get(TOKEN);
        if (users != null) {
            if (token != null) {
                throw new UsageException("Both --users and " + TOKEN + " say who may use it. Leave one out.");
            }
            return ConsoleUsers.of(users);
        }
        if (token == null) {
            token = ConsoleUsers.newToken();
            made = token;
        }
        return ConsoleUsers.single(System.getProperty("user.name"), token, TOKEN);
    }

    /** A token that was made is shown to a person, and never to a log. */
    void tell(Console console, String url) {
        if (made == null) {
            console.out().println("Console: " + url + "/login");
        } else if (console.terminal()) {
            console.out().println("Console: " + url + "/login#token=" + made);
        } else {
            console.out().println("Console: " + url + "/login");
            console.out().println("Its token is in " + keep(made).toAbsolutePath());
        }
        console.out().flush();
    }

    private static Path keep(String token) {
        try {
            Files.createDirectories(TOKEN_FILE.getParent());
            Files.deleteIfExists(TOKEN_FILE);
            if (Files.getFileStore(TOKEN_FILE.getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        TOKEN_FILE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(TOKEN_FILE, token + "\n");
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot write " + TOKEN_FILE + " (" + e.getMessage() + "). Set " + TOKEN + " instead.", e);
        }
    }
}
