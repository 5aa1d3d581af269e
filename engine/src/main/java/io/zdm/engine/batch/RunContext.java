package io.zdm.engine.batch;

import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.StopCost;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Fence;
import io.zdm.engine.postgres.VerifyProof;
import io.zdm.engine.throttle.RateLimit;
import io.zdm.engine.throttle.Throttle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;

/** What the steps of one execution share. */
final class RunContext {

    private final ChangeRecord change;
    private final Database database;
    private final JobRepository jobRepository;
    private final ChangeStore store;
    private volatile Tuning tuning;
    private final StopSignal stop;
    private final Reporter reporter;
    private final Fence fence;
    private final RateLimit rateLimit;
    private final List<Consumer<Tuning>> retuned = new CopyOnWriteArrayList<>();
    private final Steering steering;
    private final Throttle throttle;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable VerifyProof> proof = new AtomicReference<>();
    private volatile boolean untilReached;
    private volatile boolean finalizing;
    private @Nullable Phase phase;
    private @Nullable StopCost said;
    private volatile boolean begun;

    RunContext(
            ChangeRecord change,
            Database database,
            JobRepository jobRepository,
            ChangeStore store,
            Tuning tuning,
            StopSignal stop,
            Reporter reporter,
            Fence fence) {
        this.change = change;
        this.database = database;
        this.jobRepository = jobRepository;
        this.store = store;
        this.tuning = tuning;
        this.stop = stop;
        this.reporter = reporter;
        this.fence = fence;
        this.rateLimit = new RateLimit(tuning.maxRate());
        this.steering = new Steering(this);
        this.throttle = Throttles.ofWork(this, steering);
    }

    long id() {
        return change.id();
    }

    ChangeRecord change() {
        return change;
    }

    MigrationPlan plan() {
        return change.plan();
    }

    Database database() {
        return database;
    }

    JobRepository jobRepository() {
        return jobRepository;
    }

    ChangeStore store() {
        return store;
    }

    Tuning tuning() {
        return tuning;
    }

    StopSignal stop() {
        return stop;
    }

    Reporter reporter() {
        return reporter;
    }

    Fence fence() {
        return fence;
    }

    RateLimit rateLimit() {
        return rateLimit;
    }

    /** Somebody has asked for other tuning while the change runs. */
    void retune(Tuning asked) {
        tuning = asked;
        rateLimit.limit(finalizing ? null : asked.maxRate());
        throttle.mind(Throttles.signals(this, steering));
        reporter.say("Tuned: from the next chunk on");
        retuned.forEach(listener -> listener.accept(asked));
    }

    /** Whether it is to be finished without throttles, from now on. */
    void finalizing(boolean asked) {
        if (asked != finalizing) {
            finalizing = asked;
            rateLimit.limit(asked ? null : tuning.maxRate());
            reporter.say(
                    asked ? "Finalizing: without throttles from now on" : "No longer finalizing: throttles hold again");
        }
    }

    boolean isFinalizing() {
        return finalizing;
    }

    /** A step begins. Says and writes down what a stop costs while it runs. */
    synchronized void enter(PlannedStep step) {
        stopCosts(StopCost.of(step));
        if (step.phase() != phase) {
            phase = step.phase();
            new History(database).phase(id());
        }
    }

    /** Says and writes down what a stop costs from now on. */
    synchronized void stopCosts(StopCost cost) {
        store.stopCost(id(), cost.lost());
        if (cost != said && cost != StopCost.NOTHING) {
            said = cost;
            reporter.say(
                    cost.isSafe()
                            ? "Safe to interrupt: a stop costs one chunk at most"
                            : "A stop now would lose " + cost.lost());
        }
    }

    /** The step is done: what comes before the next one is nothing that could be lost. */
    void leave(PlannedStep step) {
        if (!StopCost.of(step).isSafe()) {
            store.stopCost(id(), StopCost.NOTHING.lost());
        }
    }

    /** Runs whenever the tuning has changed. */
    void onRetune(Consumer<Tuning> listener) {
        retuned.add(listener);
    }

    /** What is minded between chunks and steps. */
    Throttle throttle() {
        return throttle;
    }

    /** The first failure is the one that is reported; the other workers stop at their next chunk. */
    void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
        stop.request("a worker failed");
    }

    @Nullable
    RuntimeException failure() {
        return failure.get();
    }

    void prove(VerifyProof made) {
        proof.set(made);
    }

    @Nullable
    VerifyProof proof() {
        return proof.get();
    }

    /** From here on the catalog may be another than before. */
    void begin() {
        begun = true;
    }

    boolean begun() {
        return begun;
    }

    void reachUntil() {
        untilReached = true;
    }

    boolean untilReached() {
        return untilReached;
    }
}
