package io.zdm.cli.report;

import io.zdm.cli.observe.ChangeListener;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeEvent.Began;
import io.zdm.engine.change.ChangeEvent.Blocked;
import io.zdm.engine.change.ChangeEvent.ChunkDone;
import io.zdm.engine.change.ChangeEvent.Ended;
import io.zdm.engine.change.ChangeEvent.LockHeld;
import io.zdm.engine.change.ChangeEvent.LockTried;
import io.zdm.engine.change.ChangeEvent.StepBegan;
import io.zdm.engine.change.ChangeEvent.StepEnded;
import io.zdm.engine.change.ChangeEvent.Throttled;
import io.zdm.engine.change.ChangeEvent.Verified;
import io.zdm.engine.change.ChangeEvent.WentOn;
import io.zdm.engine.change.ChangeSubject;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps what happens to changes, asks the server now and then, and writes a report when a run has ended. */
public final class Reports implements ChangeListener {

    /** Where they are written, in the working directory, unless a file is named. */
    public static final Path FOLDER = Path.of(".zdm", "reports");

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Target target;
    private final @Nullable Path file;
    private final Consumer<String> say;
    private final Sampler sampler;
    private final PastRuns past;
    private final Map<Long, RunRecord> runs = new ConcurrentHashMap<>();
    private final Map<Long, Future<?>> looking = new ConcurrentHashMap<>();
    private final Set<Path> written = Collections.synchronizedSet(new LinkedHashSet<>());

    /** One of them may wait for a server that does not answer. */
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2, work -> {
        Thread made = new Thread(work, "zdm-report");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param file null for one of each change in {@link #FOLDER}
     * @param say told where reports were written
     */
    public Reports(Target target, Database database, @Nullable Path file, Consumer<String> say) {
        this.target = target;
        this.sampler = new Sampler(database);
        this.past = new PastRuns(database, target);
        this.file = file;
        this.say = say;
    }

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        RunRecord whole = change.partOf() == null ? null : runs.get(change.partOf());
        if (whole != null) {
            if (!(event instanceof Began || event instanceof Ended)) {
                happened(change, whole, event);
            }
            return;
        }
        RunRecord run = event instanceof Began began ? begin(change, began) : runs.get(change.id());
        if (run != null && event instanceof Ended ended) {
            end(change, run, ended);
        } else if (run != null) {
            happened(change, run, event);
        }
    }

    /** @param of the change whose run it is, or a part of it */
    private static void happened(ChangeSubject of, RunRecord run, ChangeEvent event) {
        if (event instanceof StepBegan step) {
            run.began(of, step);
        } else if (event instanceof StepEnded step) {
            run.ended(of, step);
        } else if (event instanceof ChunkDone chunk) {
            run.chunk(chunk);
        } else if (event instanceof Throttled throttled) {
            run.throttled(throttled);
        } else if (event instanceof WentOn) {
            run.wentOn();
        } else if (event instanceof LockTried tried) {
            run.tried(tried);
        } else if (event instanceof LockHeld held) {
            run.held(held);
        } else if (event instanceof Blocked blocked) {
            run.blocked(blocked);
        } else if (event instanceof Verified verified) {
            run.verified(of, verified);
        }
    }

    private RunRecord begin(ChangeSubject change, Began began) {
        RunRecord run = new RunRecord(change, began.rollback());
        runs.put(change.id(), run);
        Future<?> looks =
                threads.scheduleWithFixedDelay(() -> look(change, run), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        looking.put(change.id(), looks);
        return run;
    }

    private void end(ChangeSubject change, RunRecord run, Ended ended) {
        run.ended(ended);
        runs.remove(change.id());
        Future<?> looks = looking.remove(change.id());
        if (looks != null) {
            looks.cancel(false);
        }
        Future<?> last = threads.submit(() -> look(change, run));
        threads.execute(() -> {
            await(last);
            Path to = file == null ? FOLDER.resolve(name(change)) : file;
            if (new ReportFile(to, say).write(past.ofWhatIsKnown(change.id()), run.toJson(), file != null)) {
                written.add(to);
            }
        });
    }

    private void look(ChangeSubject change, RunRecord run) {
        Sampler.Identity identity = run.isIdentified() ? null : sampler.identity(change.id());
        if (identity != null) {
            run.identify(PastRuns.key(target, change.id(), identity.created()), identity.run());
        }
        sampler.look(run, change.table());
    }

    /** Without the last look the report says less, and says it in time. */
    private static void await(Future<?> look) {
        try {
            look.get(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LoggerFactory.getLogger(Reports.class).debug("No last look", e);
        }
    }

    /** Names that others chose become part of no path. */
    private String name(ChangeSubject change) {
        return "%s-%d-%s.html".formatted(safe(target.database()), change.id(), safe(change.name()));
    }

    private static String safe(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]+", "-");
        return plain.substring(0, Math.min(60, plain.length()));
    }

    /** What has ended is written. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                say.accept("The report was not written: the server or the disk does not answer");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        written.forEach(path -> say.accept("Report: " + path));
    }
}
