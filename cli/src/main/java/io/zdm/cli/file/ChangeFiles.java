package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads change files, strictly: whatever is not understood is an error with its line and column. */
public final class ChangeFiles {

    private final Map<String, ChangeKind> kinds;
    private final DefaultSchema schema;

    /** @param kinds by name */
    public ChangeFiles(Map<String, ChangeKind> kinds) {
        this(kinds, DefaultSchema.NONE);
    }

    public ChangeFiles(Map<String, ChangeKind> kinds, DefaultSchema schema) {
        this.kinds = new TreeMap<>(kinds); // sorted: messages list them
        this.schema = schema;
    }

    /**
     * The changes of all {@code *.yaml} directly in a directory, by file name; hidden files are left out.
     *
     * @throws UsageException with every error of every file, or where the directory cannot be read
     */
    public List<ChangeEntry> readDirectory(Path directory) {
        return read(filesIn(directory));
    }

    /**
     * The changes of a file, in their order.
     *
     * @throws UsageException with every error in it, or where there is no such file
     */
    public List<ChangeEntry> readFile(Path file) {
        return read(List.of(existing(file, " with -f")));
    }

    /**
     * The changes of all these: of a directory those of its {@code *.yaml}, by file name. What is named twice counts
     * once.
     *
     * @throws UsageException with every error of every file, where one cannot be read, or where two have one name: by
     *     that a change is known again once it is applied
     */
    public List<ChangeEntry> readAll(List<Path> filesAndDirectories) {
        Map<Path, Path> files = new LinkedHashMap<>();
        for (Path path : filesAndDirectories) {
            (Files.isDirectory(path) ? filesIn(path) : List.of(existing(path, "")))
                    .forEach(file -> files.putIfAbsent(file.toAbsolutePath().normalize(), file));
        }
        Map<Path, Path> byName = new HashMap<>();
        files.values().forEach(file -> {
            Path other = byName.putIfAbsent(file.getFileName(), file);
            if (other != null) {
                throw new UsageException("%s and %s have the same name. Rename one, or apply them one at a time."
                        .formatted(other, file));
            }
        });
        return read(List.copyOf(files.values()));
    }

    private static Path existing(Path file, String with) {
        if (Files.isDirectory(file)) {
            throw new UsageException("Cannot read the change file %s: it is a directory.".formatted(file));
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "Cannot read the change file %s: there is no such file. Give another one%s.".formatted(file, with));
        }
        return file;
    }

    private List<ChangeEntry> read(List<Path> files) {
        FileErrors errors = new FileErrors();
        List<ChangeEntry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.addAll(new ChangeFileReader(file, kinds, errors, schema).read());
        }
        errors.throwIfAny();
        return List.copyOf(entries);
    }

    private static List<Path> filesIn(Path directory) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory, "*.yaml")) {
            for (Path path : listing) {
                if (Files.isRegularFile(path) && !path.getFileName().toString().startsWith(".")) {
                    files.add(path);
                }
            }
        } catch (IOException e) {
            throw new UsageException(
                    ("Cannot read change files in %s: there is no such directory. "
                                    + "Name it with --migrations=DIR, name a file with -f, or describe the change with flags.")
                            .formatted(directory),
                    e);
        }
        files.sort(null);
        return files;
    }
}
