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
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A folder under {@code scenarios/}: what is there, the change, and what plain ALTER would do. See the README there. */
record Scenario(Path folder) {

    static List<Scenario> all() {
        URL root = Objects.requireNonNull(Scenario.class.getResource("/scenarios"), "no scenarios on the class path");
        try (Stream<Path> folders = Files.list(Path.of(root.toURI()))) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(Scenario::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    Path change() {
        return folder.resolve("change.yaml");
    }

    /** As the change file writes it. */
    String table() {
        try (InputStream in = Files.newInputStream(change())) {
            Map<String, Object> entry = new Yaml().load(in);
            return (String) Objects.requireNonNull(entry.get("table"));
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

    boolean needs(int serverMajor) {
        return read("since.txt")
                .map(v -> serverMajor >= Integer.parseInt(v.strip()))
                .orElse(true);
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
