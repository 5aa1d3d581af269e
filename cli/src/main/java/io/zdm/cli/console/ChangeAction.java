package io.zdm.cli.console;

import io.zdm.engine.postgres.StatusReader.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the console can do with a change: the command of that name. */
enum ChangeAction {
    PAUSE("Pause", false, "It waits from its next chunk on, until it is resumed. Its triggers stay, nothing is lost."),
    RESUME("Resume", false, "Lifts a pause and a hold: a change that waits goes on."),
    STOP("Stop", false, "It ends at its next chunk. Triggers stay; restart goes on from there."),
    TUNE("Tune", false, "Changes how hard it works, from its next chunk on. What is left empty stays as it is."),
    HOLD("Hold", false, "Nothing of it is done before a time. Resume lifts it."),
    RESTART(
            "Restart",
            false,
            "Goes on in the direction it had, from its last chunk. It runs in this console's process."),
    FINALIZE(
            "Finalize",
            true,
            "Finishes now: no throttle, rate, window, hold or pause makes it wait. The application may feel it. Lock"
                    + " timeouts hold as ever."),
    ROLLBACK(
            "Roll back",
            true,
            "Goes back. Before the swap everything it made is removed; after it the old column takes its place again, and"
                    + " nothing that was written meanwhile is lost."),
    CONTRACT("Contract", true, "Drops the old column for good. This is the one step without a way back.");

    private static final Set<String> RESTING = Set.of("STOPPED", "FAILED", "CRASHED");
    private static final Set<ChangeAction> RUNS = Set.of(RESTART, FINALIZE, ROLLBACK, CONTRACT);

    private final String title;
    private final boolean confirms;
    private final String explains;

    ChangeAction(String title, boolean confirms, String explains) {
        this.title = title;
        this.confirms = confirms;
        this.explains = explains;
    }

    static Optional<ChangeAction> of(String command) {
        return Arrays.stream(values()).filter(a -> a.command().equals(command)).findFirst();
    }

    String command() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    /** Whether the table's name must be typed first. */
    boolean confirms() {
        return confirms;
    }

    String explains() {
        return explains;
    }

    /** Whether it works on the change itself, as long as that takes, instead of asking its owner. */
    boolean runs() {
        return RUNS.contains(this);
    }

    /** What makes sense in this state. The command itself has the last word. */
    static List<ChangeAction> possible(Status status) {
        return status.partOf() != null
                ? List.of()
                : Arrays.stream(values()).filter(a -> a.isPossible(status)).toList();
    }

    private boolean isPossible(Status s) {
        boolean resting = RESTING.contains(s.state());
        boolean queued = s.state().equals("QUEUED");
        boolean held = s.state().equals("HELD");
        return switch (this) {
            case PAUSE -> s.state().equals("RUNNING");
            case RESUME -> s.state().equals("PAUSED") || held;
            case STOP, TUNE -> s.isLive();
            case HOLD -> (s.isLive() || resting || queued) && s.swappedAt() == null;
            case RESTART -> resting || queued;
            case FINALIZE -> s.isLive() || held || resting || queued;
            case ROLLBACK -> resting || queued || s.state().equals("SWAPPED");
            case CONTRACT ->
                s.state().equals("SWAPPED")
                        || (resting && s.swappedAt() != null && s.direction().equals("forward"));
        };
    }
}
