package io.zdm.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A report on disk: what it tells of earlier runs of the change, which was seen from near by, is read from it and told again;
 * the runs that left no report are told from what the database knows.
 */
final class ReportFile {

    private final Path path;
    private final Consumer<String> say;

    ReportFile(Path path, Consumer<String> say) {
        this.path = path;
        this.say = say;
    }

    /**
     * Writes it anew.
     *
     * @param past all runs of the change that the database knows
     * @param now the run that has just ended; null where none has
     * @param shared whether runs of other changes stay in it, too
     * @return whether it is written; where it is not, that is said, and nothing else is done about it
     */
    boolean write(List<PastRun> past, @Nullable Map<String, @Nullable Object> now, boolean shared) {
        try {
            List<Map<String, @Nullable Object>> runs = runs(past, now, shared);
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path beside = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(beside, ReportPage.of(runs));
            Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException | JacksonException e) {
            say.accept("The report %s could not be written (%s). The change is not concerned."
                    .formatted(path, e.getMessage()));
            return false;
        }
    }

    private List<Map<String, @Nullable Object>> runs(
            List<PastRun> past, @Nullable Map<String, @Nullable Object> now, boolean shared) throws IOException {
        Object key = now == null ? past.get(0).key() : now.get("key");
        List<Map<String, @Nullable Object>> runs = new ArrayList<>(earlier());
        runs.removeIf(r -> Objects.equals(r.get("key"), key) ? isOutdated(r, past, now) : !shared);
        if (now != null) {
            runs.add(now);
        }
        for (PastRun run : past) {
            Optional<Map<String, @Nullable Object>> seen = runs.stream()
                    .filter(r -> Objects.equals(r.get("key"), run.key()) && isNumber(r, run.number()))
                    .findFirst();
            if (seen.isPresent()) {
                seen.get().putAll(run.said());
            } else {
                runs.add(run.toJson());
            }
        }
        runs.sort(Comparator.comparing(r -> Instant.parse(String.valueOf(r.get("began")))));
        return runs;
    }

    /** The database knows by now how it went on; and the run that has just ended was told before while it still ran. */
    private static boolean isOutdated(
            Map<String, @Nullable Object> run, List<PastRun> past, @Nullable Map<String, @Nullable Object> now) {
        return (!past.isEmpty() && PastRun.isMade(run))
                || (now != null && now.get("run") instanceof Long number && isNumber(run, number));
    }

    private static boolean isNumber(Map<String, @Nullable Object> run, long number) {
        return run.get("run") instanceof Number of && of.longValue() == number;
    }

    private List<Map<String, @Nullable Object>> earlier() throws IOException {
        return Files.isRegularFile(path) ? ReportPage.runs(Files.readString(path)) : List.of();
    }
}
