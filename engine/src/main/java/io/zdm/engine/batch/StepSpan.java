package io.zdm.engine.batch;

import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.Reporter;
import java.time.Duration;

/** Tells when a step begins and when it ends, in the thread in which it runs. */
final class StepSpan implements AutoCloseable {

    private final Reporter reporter;
    private final String phase;
    private final String step;
    private final boolean worker;
    private final long began = System.nanoTime();
    private boolean done;

    /** @param name the step's, or its worker's, as {@link StepName} makes it: {@code phase.id#hash:partition} */
    StepSpan(Reporter reporter, String name) {
        this.reporter = reporter;
        this.phase = phase(name);
        this.step = name.substring(name.indexOf('.') + 1).replaceFirst("#.*", "");
        this.worker = name.indexOf(':') >= 0;
        reporter.happened(new StepBegan(phase, step, worker));
    }

    static String phase(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** Nothing of it is left to do. */
    void done() {
        done = true;
    }

    @Override
    public void close() {
        reporter.happened(new StepEnded(phase, step, worker, Duration.ofNanos(System.nanoTime() - began), done));
    }
}
