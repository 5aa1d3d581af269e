package io.zdm.cli.output;

import io.zdm.cli.observe.LogContext;
import io.zdm.cli.observe.Observers;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.change.Reporter;
import org.jspecify.annotations.Nullable;

/** What is said of one change, and what happens to it: for the person who watches, and for whoever else listens. */
final class ObservedReporter implements Reporter {

    private final Reporter watched;
    private final ChangeSubject change;
    private final Observers observers;
    private volatile @Nullable String phase;

    ObservedReporter(Reporter watched, ChangeSubject change, Observers observers) {
        this.watched = watched;
        this.change = change;
        this.observers = observers;
    }

    @Override
    public void say(String line) {
        LogContext.with(change, phase, () -> watched.say(line));
    }

    @Override
    public void progress(String walk, long rows, long total) {
        LogContext.with(change, phase, () -> watched.progress(walk, rows, total));
        observers.progress(change, walk, rows, total);
    }

    @Override
    public void happened(ChangeEvent event) {
        if (event instanceof ChangeEvent.StepBegan step) {
            phase = step.phase();
        }
        watched.happened(event);
        observers.happened(change, event);
    }
}
