package io.zdm.cli.lint;

import io.zdm.engine.change.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Asks git which files a branch, the working directory included, has changed since it left another one. */
final class GitChanges {

    private static final int SECONDS = 60;

    private final Path directory;

    GitChanges(Path directory) {
        this.directory = directory;
    }

    /**
     * @param ref a branch, tag or commit
     * @return absolute paths; those deleted are not among them
     * @throws UsageException where git does not know
     */
    Set<Path> since(String ref) {
        if (git("rev-list", "--max-count=1", "--all").isBlank()) {
            return all(Path.of(git("rev-parse", "--show-toplevel").strip()));
        }
        // "end of options": a name that begins with a dash is no option of git's
        git("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        Path top = Path.of(git("rev-parse", "--show-toplevel").strip());
        String base = git("merge-base", "--", ref, "HEAD").strip();
        Set<Path> changed = new LinkedHashSet<>();
        String tracked = git("diff", "--name-only", "-z", "--no-renames", "--diff-filter=d", base, "--");
        paths(tracked).forEach(path -> changed.add(top.resolve(path)));
        String others = git("-C", top.toString(), "ls-files", "--others", "--exclude-standard", "-z");
        paths(others).forEach(path -> changed.add(top.resolve(path)));
        return changed;
    }

    /** Before the first commit everything is new. */
    private Set<Path> all(Path top) {
        Set<Path> all = new LinkedHashSet<>();
        String files = git("-C", top.toString(), "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        paths(files).forEach(path -> all.add(top.resolve(path)));
        return all;
    }

    private static List<String> paths(String zeros) {
        List<String> paths = new ArrayList<>();
        for (String path : zeros.split("\0", -1)) {
            if (!path.isEmpty()) {
                paths.add(path);
            }
        }
        return paths;
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                throw failed(command, "it takes too long");
            }
            if (process.exitValue() != 0) {
                throw failed(command, printed.isBlank() ? "it knows no such commit" : printed.strip());
            }
            return printed;
        } catch (IOException e) {
            throw failed(command, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(command, "interrupted");
        }
    }

    private static UsageException failed(List<String> command, String why) {
        return new UsageException(
                "--changed-since needs git, and '%s' failed: %s. A shallow clone has no history to compare with. Nothing was checked."
                        .formatted(String.join(" ", command), why));
    }
}
