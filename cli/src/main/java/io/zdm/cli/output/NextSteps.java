package io.zdm.cli.output;

import io.zdm.engine.postgres.StatusReader.Status;

/** What a person can do with a change now. */
public final class NextSteps {

    private NextSteps() {}

    public static String of(Status status) {
        long id = status.id();
        return switch (status.state()) {
            case "SWAPPED" -> """

                The new column is in place; the old one is kept in step by a reverse trigger.
                  zdm-batch rollback %d   goes back; nothing that is written meanwhile is lost
                  zdm-batch contract %d   drops the old column: after that there is no way back""".formatted(id, id);
            case "STOPPED", "FAILED", "CRASHED", "QUEUED" ->
                status.swappedAt() == null ? """

                  zdm-batch restart %d    goes on from the last chunk
                  zdm-batch rollback %d   removes all traces""".formatted(id, id) : """

                  zdm-batch restart %d    goes on from there
                  zdm-batch rollback %d   goes back; nothing that was written meanwhile is lost""".formatted(id, id);
            case "HELD" -> status.isLive() ? goesOn(id) : """

                  zdm-batch resume %d    lifts the hold; then
                  zdm-batch restart %d   goes on from there""".formatted(id, id);
            case "PAUSED" -> goesOn(id);
            case "COMPLETED" -> "\nDone. Nothing of the change is left but its record.";
            case "ROLLED_BACK" -> "\nEverything is as it was before. Running the change again starts a new one.";
            default -> "";
        };
    }

    private static String goesOn(long id) {
        return """

                zdm-batch resume %d   lets it go on
                zdm-batch stop %d     ends it at its next chunk; restart goes on from there""".formatted(id, id);
    }
}
