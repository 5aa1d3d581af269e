package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.engine.change.UsageException;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A change file, all of whose changes are meant. */
public final class FileOption {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "all changes of this change file, in their order")
    @Nullable
    Path file;

    /** @throws UsageException where there is no file, or an error in it */
    List<ChangeEntry> entries(String command) {
        if (file == null) {
            throw new UsageException(
                    "Say which change: zdm-batch %1$s <changeKind> --table=…, or zdm-batch %1$s -f FILE."
                                    .formatted(command)
                            + " See zdm-batch " + command + " --help.");
        }
        return new ChangeFiles(ChangeKinds.byName()).readFile(file);
    }
}
