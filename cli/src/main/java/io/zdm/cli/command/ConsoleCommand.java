package io.zdm.cli.command;

import io.zdm.cli.console.ConsoleDatabase;
import io.zdm.cli.console.ConsoleSettings;
import io.zdm.cli.console.ConsoleUsers;
import io.zdm.cli.console.WebConsole;
import io.zdm.cli.console.Zdm;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The web page from which changes are watched and steered. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "A web page with all changes of one or several databases, live: progress, charts, runbook, logs, and buttons for"
                    + " pause, resume, stop, tune, hold, restart, finalize, rollback, contract and halt. Ends at Ctrl-C; what"
                    + " was begun from it ends at its next chunk, then.",
            "Whoever may use it has a token: the one of ZDM_CONSOLE_TOKEN, those of --users, or one that is made at the"
                    + " start. What is done is written down with who did it."
        },
        footer = {
            "",
            "Example: zdm-batch console",
            "         zdm-batch console --database=orders=postgresql://zdm@db1/orders"
                    + " --database=users=postgresql://zdm@db2/users"
        })
public final class ConsoleCommand implements Callable<Integer> {

    static final String TOKEN = "ZDM_CONSOLE_TOKEN";
    private static final Path TOKEN_FILE = Path.of(".zdm", "console-token");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--database",
            paramLabel = "NAME=URL",
            description = "a database to show, as --url names it, and what the page calls it; several times for several"
                    + " (default: the one that is configured)")
    Map<String, String> databases = new LinkedHashMap<>();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8585",
            description = "the port, 0 for any that is free (default: ${DEFAULT-VALUE})")
    int port = 8585;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            split = ",",
            description = "names by which browsers ask for it, beside localhost and --host: that of a proxy before it")
    List<String> hostnames = new ArrayList<>();

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "who may use it: a line for each with name, token and, for who may only look, read-only")
    @Nullable
    Path users;

    @Option(names = "--read-only", description = "nobody may act, all may look")
    boolean readOnly;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "speak HTTPS with this certificate chain (PEM)")
    @Nullable
    Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "the certificate's private key (PEM)")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--plain-http",
            description = "allow another --host than this machine's own without TLS: behind a proxy that speaks it")
    boolean plainHttp;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            defaultValue = ".zdm/console-audit.jsonl",
            description = "where is written who did what, a line of JSON each (default: ${DEFAULT-VALUE})")
    Path audit = Path.of(".zdm/console-audit.jsonl");

    @Spec
    @Nullable
    CommandSpec spec;

    private final Console console;
    private final Targets targets;
    private final Zdm zdm;
    private final Supplier<Map<String, CommandLine>> commands;

    /**
     * The command.
     *
     * @param zdm runs the commands that pages ask for
     * @param commands makes all of zdm-batch, by name
     */
    public ConsoleCommand(Console console, Targets targets, Zdm zdm, Supplier<Map<String, CommandLine>> commands) {
        this.console = console;
        this.targets = targets;
        this.zdm = zdm;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        ConsoleSettings.Tls tls = tls();
        String token = token();
        String made = token == null && users == null ? ConsoleUsers.newToken() : null;
        ConsoleSettings settings = new ConsoleSettings(
                host,
                port,
                Set.copyOf(hostnames),
                tls,
                users != null
                        ? ConsoleUsers.of(users)
                        : ConsoleUsers.single(
                                System.getProperty("user.name"), Objects.requireNonNullElse(token, made), TOKEN),
                readOnly,
                audit,
                root().version().length == 0 ? "" : root().version()[0]);
        List<Targets.Opened> opened = new ArrayList<>();
        try {
            List<ConsoleDatabase> shown = open(opened);
            try (WebConsole web = WebConsole.start(settings, shown, commands.get(), zdm, console.stop())) {
                say(web.url(), made);
                while (!console.stop().awaitQuietly(1, TimeUnit.HOURS)) {
                    // Until Ctrl-C.
                }
                console.err().println("Ending; what was begun from the console ends at its next chunk");
            }
            return 0;
        } finally {
            opened.forEach(Targets.Opened::close);
        }
    }

    private CommandSpec root() {
        return Objects.requireNonNull(spec).root();
    }

    private ConsoleSettings.@Nullable Tls tls() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new UsageException("--tls-certificate and --tls-key belong together. Nothing was changed.");
        }
        if (tlsCertificate != null && tlsKey != null) {
            for (Path file : List.of(tlsCertificate, tlsKey)) {
                if (!Files.isReadable(file)) {
                    throw new UsageException("Cannot read " + file + ". Nothing was changed.");
                }
            }
            return new ConsoleSettings.Tls(tlsCertificate, tlsKey);
        }
        if (!plainHttp && !isLoopback()) {
            throw new UsageException("--host=" + host + " without TLS would send tokens over the network as they are."
                    + " Give --tls-certificate and --tls-key, or --plain-http where a proxy before it speaks TLS."
                    + " Nothing was changed.");
        }
        return null;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UsageException("--host=" + host + " is no address of this machine. Nothing was changed.", e);
        }
    }

    private @Nullable String token() {
        String token = targets.environment().get(TOKEN);
        if (token != null && users != null) {
            throw new UsageException("Both --users and " + TOKEN + " say who may use it. Leave one out.");
        }
        return token;
    }

    private List<ConsoleDatabase> open(List<Targets.Opened> opened) {
        if (databases.isEmpty()) {
            Targets.Opened one = targets.open(connection);
            opened.add(one);
            String key = one.target().database().replaceAll("[^A-Za-z0-9_.-]", "_");
            return List.of(new ConsoleDatabase(key, one.target(), connection.arguments()));
        }
        if (connection.url != null) {
            throw new UsageException("Give --url or --database, not both. Nothing was changed.");
        }
        List<ConsoleDatabase> shown = new ArrayList<>();
        databases.forEach((key, url) -> {
            if (!KEY.matcher(key).matches()) {
                throw new UsageException(
                        "--database=" + key
                                + "=…: its name must be of letters, digits, dots, dashes and underscores. Nothing was changed.");
            }
            ConnectionOptions options = new ConnectionOptions();
            options.url = url;
            options.user = connection.user;
            Targets.Opened one = targets.open(options);
            opened.add(one);
            shown.add(new ConsoleDatabase(key, one.target(), options.arguments()));
        });
        return shown;
    }

    /** A token that was made is shown to a person, and never to a log. */
    private void say(String url, @Nullable String made) {
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
