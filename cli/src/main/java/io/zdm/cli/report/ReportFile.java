package io.zdm.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A report on disk, which is its own store: what it tells of earlier runs of the change is read from it and told again with
 * the new one.
 */
final class ReportFile {

    private final Path path;
    private final Consumer<String> say;

    ReportFile(Path path, Consumer<String> say) {
        this.path = path;
        this.say = say;
    }

    /**
     * Adds a run.
     *
     * @param shared whether runs of other changes stay in it, too
     * @return whether it is written; where it is not, that is said, and nothing else is done about it
     */
    boolean add(Map<String, @Nullable Object> run, boolean shared) {
        try {
            List<Map<String, @Nullable Object>> runs = new ArrayList<>(earlier());
            runs.removeIf(r -> !shared && !Objects.equals(r.get("key"), run.get("key")));
            runs.add(run);
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

    private List<Map<String, @Nullable Object>> earlier() throws IOException {
        return Files.isRegularFile(path) ? ReportPage.runs(Files.readString(path)) : List.of();
    }
}
