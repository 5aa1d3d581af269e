package io.zdm.cli.command;

import io.zdm.cli.console.ConsoleDatabase;
import io.zdm.engine.change.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The databases that the console shows, open until it ends. */
final class ShownDatabases implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--database",
            paramLabel = "NAME=URL",
            description = "a database to show, as --url names it, and what the page calls it; several times for several"
                    + " (default: the one that is configured)")
    List<String> databases = new ArrayList<>();

    private final List<Targets.Opened> opened = new ArrayList<>();

    /**
     * Finds all of them; whether they can be reached is seen later.
     *
     * @throws UsageException where one has no name of its own, or is said in two ways
     */
    List<ConsoleDatabase> open(Targets targets) {
        if (databases.isEmpty()) {
            Targets.Opened one = targets.open(connection);
            opened.add(one);
            String key = one.target().database().replaceAll("[^A-Za-z0-9_.-]", "_");
            return List.of(new ConsoleDatabase(key, one.target(), connection.arguments()));
        }
        if (connection.url != null) {
            throw new UsageException("Give --url or --database, not both. Nothing was changed.");
        }
        Map<String, ConsoleDatabase> shown = new LinkedHashMap<>();
        for (String named : databases) {
            int end = named.indexOf('=');
            String key = named.substring(0, Math.max(end, 0));
            if (!KEY.matcher(key).matches()) {
                // What stands there may be a URL with a password.
                throw new UsageException(
                        "Give --database as NAME=URL; its name must be of letters, digits, dots, dashes"
                                + " and underscores. Nothing was changed.");
            }
            if (shown.containsKey(key)) {
                throw new UsageException("Two databases are called " + key + ". Nothing was changed.");
            }
            ConnectionOptions options = new ConnectionOptions();
            options.url = named.substring(end + 1);
            options.user = connection.user;
            Targets.Opened one = targets.open(options);
            opened.add(one);
            shown.put(key, new ConsoleDatabase(key, one.target(), options.arguments()));
        }
        return List.copyOf(shown.values());
    }

    @Override
    public void close() {
        opened.forEach(Targets.Opened::close);
    }
}
