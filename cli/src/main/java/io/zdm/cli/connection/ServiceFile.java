package io.zdm.cli.connection;

import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code pg_service.conf}: named sets of connection parameters. */
final class ServiceFile {

    private final List<Path> candidates;

    /** @param candidates the first file with the service is used */
    ServiceFile(List<Path> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    /**
     * The parameters of a service, in the words of {@link ParameterNames}.
     *
     * @throws UsageException where no file has it, or a file has an error in it
     */
    Map<String, String> service(String name) {
        return candidates.stream()
                .filter(Files::isRegularFile)
                .map(file -> find(file, name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "Cannot find the service %s: no section [%s] in %s. Add it there, or unset PGSERVICE and set ZDM_URL."
                                .formatted(name, name, searched())));
    }

    private String searched() {
        return candidates.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    private static Optional<Map<String, String>> find(Path file, String service) {
        List<String> lines = lines(file);
        int start = lines.indexOf("[" + service + "]");
        if (start < 0) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = start + 1; i < lines.size() && !lines.get(i).startsWith("["); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && !line.startsWith("#")) {
                addLine(parameters, line, file + ":" + (i + 1));
            }
        }
        return Optional.of(parameters);
    }

    /** @param where file and line: the line itself may hold a password and is never repeated */
    private static void addLine(Map<String, String> parameters, String line, String where) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new UsageException("Cannot read %s: the line is not parameter=value. Correct it.".formatted(where));
        }
        String name = line.substring(0, equals);
        if (name.equals("service")) {
            throw new UsageException(
                    "Cannot read %s: a service may not name another one. Remove the line.".formatted(where));
        }
        if (!ParameterNames.add(parameters, name, line.substring(equals + 1))) {
            throw new UsageException(
                    "Cannot read %s: neither libpq nor the JDBC driver know the parameter. Correct or remove the line."
                            .formatted(where));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .toList();
        } catch (IOException e) {
            throw new UsageException(
                    "Cannot read the service file %s: %s. Make it readable, or unset PGSERVICE."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
