package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads change files, strictly: whatever is not understood is an error with its line and column. */
public final class ChangeFiles {

    private final Map<String, ChangeKind> kinds;

    /** @param kinds by name */
    public ChangeFiles(Map<String, ChangeKind> kinds) {
        this.kinds = new TreeMap<>(kinds); // sorted: messages list them
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
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "Cannot read the change file %s: there is no such file. Give another one with -f.".formatted(file));
        }
        return read(List.of(file));
    }

    private List<ChangeEntry> read(List<Path> files) {
        FileErrors errors = new FileErrors();
        List<ChangeEntry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.addAll(new ChangeFileReader(file, kinds, errors).read());
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
