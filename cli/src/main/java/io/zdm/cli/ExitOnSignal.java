package io.zdm.cli;

import io.zdm.engine.change.StopSignal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM: the chunk is finished, the summary printed, and the exit code is the command's own. The JVM knows
 * these signals only as a shutdown; so its hook asks for the stop, waits for the command to end, and halts with its code.
 */
final class ExitOnSignal {

    /** An index build is cancelled and its leftover dropped within this time, or the restart finds it. */
    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code;

    private ExitOnSignal() {}

    @SuppressWarnings("SystemExitOutsideMain")
    static ExitOnSignal install(StopSignal stop) {
        ExitOnSignal signals = new ExitOnSignal();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (signals.finished.getCount() == 0) {
                                return;
                            }
                            stop.request("interrupted by a signal");
                            try {
                                if (signals.finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                                    Runtime.getRuntime().halt(signals.code);
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "zdm-signal"));
        return signals;
    }

    /** The command has ended with this code. */
    void finished(int exitCode) {
        code = exitCode;
        finished.countDown();
    }
}
