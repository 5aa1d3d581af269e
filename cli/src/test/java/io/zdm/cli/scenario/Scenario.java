package io.zdm.cli.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A folder under {@code scenarios/}: what is there, the change, and what plain ALTER would do. See the README there. */
record Scenario(Path folder) {

    private static final String ONLY = System.getProperty("zdm.scenario", ".*");

    /** All, or those whose names {@code -Dzdm.scenario} matches. */
    static List<Scenario> wanted() {
        URL root = Objects.requireNonNull(Scenario.class.getResource("/scenarios"), "no scenarios on the class path");
        try (Stream<Path> folders = Files.list(Path.of(root.toURI()))) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Scenario::new)
                    .filter(s -> s.name().matches(ONLY))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is led through every way back and the script: a quarter of all, all with {@code -Dzdm.long}, and whoever is asked for. */
    boolean fully() {
        return System.getProperty("zdm.long") != null || !ONLY.equals(".*") || Math.floorMod(name().hashCode(), 4) == 0;
    }

    String name() {
        return folder.getFileName().toString();
    }

    Path change() {
        return folder.resolve("change.yaml");
    }

    /** The change kind. */
    String kind() {
        return (String) Objects.requireNonNull(entry().get("change"));
    }

    /** As the change file writes it. */
    String table() {
        return (String) Objects.requireNonNull(entry().get("table"));
    }

    /** What somebody would write who trusts in ALTER TABLE alone. */
    String plainAlter() {
        return ((List<?>) Objects.requireNonNull(entry().get("columns")))
                .stream()
                        .map(column -> (Map<?, ?>) column)
                        .map(column -> " ALTER COLUMN " + column.get("column") + " TYPE " + column.get("to")
                                + (column.get("using") == null ? "" : " USING " + column.get("using")))
                        .collect(Collectors.joining(",", "ALTER TABLE " + table(), ""));
    }

    private Map<String, Object> entry() {
        try (InputStream in = Files.newInputStream(change())) {
            return new Yaml().load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The codes of the problems that the plan must name; empty where the change is to be made. */
    List<String> refused() {
        return read("refused.txt").stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }

    /** Whether it is meant for this major version. */
    boolean suits(int serverMajor) {
        return serverMajor >= version("since.txt", serverMajor) && serverMajor < version("before.txt", serverMajor + 1);
    }

    private int version(String file, int otherwise) {
        return read(file).map(v -> Integer.parseInt(v.strip())).orElse(otherwise);
    }

    /** The text of one of the folder's files, where it has it. */
    Optional<String> read(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
