package io.zdm.cli.safety;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for what comes soon or never. */
final class Waiting {

    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private Waiting() {}

    static void until(String what, Callable<Boolean> condition) {
        until(what, condition, () -> "");
    }

    /** @param otherwise what is said, too, where it does not come */
    static void until(String what, Callable<Boolean> condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("Waited in vain: " + what + "\n" + otherwise.get());
                }
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
