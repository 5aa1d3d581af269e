package io.zdm.cli.safety;

import java.util.List;

/** What befalls an engine in a round of {@link ChaosRound}. */
enum Fault {
    /** As by SIGTERM. */
    STOP,
    OWNER_ENDED,
    WORKER_ENDED,
    ALL_ENDED,
    SERVER_CRASH,
    CUT,
    STALLED_A_WHILE,
    STALLED_THEN_CUT,
    /** The engine's machine has gone; the server does not know yet. */
    HALF_OPEN,
    SECOND_ENGINE,
    TAKEN_OVER,
    /** SIGKILL: only where the engine is a process of its own. */
    KILLED;

    /** Those that an engine in the test's own JVM can meet. */
    static final List<Fault> IN_PROCESS =
            List.of(values()).stream().filter(f -> f != KILLED).toList();

    /** After these the engine is expected to have got through. */
    boolean isHarmless() {
        return this == STALLED_A_WHILE || this == SECOND_ENGINE;
    }
}
