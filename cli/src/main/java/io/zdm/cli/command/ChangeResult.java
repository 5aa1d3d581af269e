package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import java.util.List;

/** How one of several changes went. */
record ChangeResult(ChangeEntry entry, Outcome outcome) {

    /** The gravest first: a person must look, unexpected, no lock in time, stopped, refused. */
    private static final List<Integer> GRAVEST = List.of(6, 1, 5, 4, 3);

    boolean failed() {
        return outcome.exitCode() != 0;
    }

    /** A change whose turn did not come. */
    static ChangeResult notBegun(ChangeEntry entry, ErrorCode code, String why) {
        String message = "%s: %s on %s was not begun: %s".formatted(entry.place(), entry.kind(), entry.table(), why);
        return new ChangeResult(
                entry,
                Outcome.notBegun(new EngineException(
                        code, message, false, "Give the same command again when that is settled.")));
    }

    /** The exit code of all together. */
    static int exitCode(List<ChangeResult> results) {
        return GRAVEST.stream()
                .filter(code -> results.stream().anyMatch(r -> r.outcome().exitCode() == code))
                .findFirst()
                .orElse(0);
    }
}
