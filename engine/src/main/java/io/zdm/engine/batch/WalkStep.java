package io.zdm.engine.batch;

import io.zdm.engine.change.ChangeEvent.Partitioned;
import io.zdm.engine.change.ChangeEvent.WalkDone;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.KeyWalk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import tools.jackson.core.type.TypeReference;

/**
 * A walk over a table, or over all members of its tree, in partitions, more of them than workers so that none idles; each
 * a worker's StepExecution. The bounds are kept in the job's ExecutionContext, so that a restart has the same partitions,
 * and a member that has come meanwhile gets some of its own.
 */
abstract class WalkStep extends PartitionStep {

    private static final String PARTITIONS = "partitions ";
    private static final String TABLE = "table";

    /** A table that was never analyzed counts by its size. */
    private static final String ROWS = """
            SELECT CASE WHEN reltuples >= 0 THEN reltuples ELSE pg_relation_size(oid) / 128 END::double precision
            FROM pg_class WHERE oid = to_regclass(?)
            """;

    private static final int ROWS_PER_PARTITION = 50_000;

    /** Each costs a few commits of Batch's bookkeeping; a restart may have more workers than the start. */
    private static final int USUAL_PARTITIONS = 8;

    private static final int PER_WORKER = 4;

    private final RunContext context;
    private final List<Walk> walks;
    private volatile int time = 1;

    WalkStep(String name, RunContext context, List<Walk> walks) {
        super(context.jobRepository());
        setName(name);
        this.context = context;
        this.walks = walks;
    }

    /** One partition of the work: a key range of one table. The name is unique in the step. */
    record Part(String name, String table, KeyRange range) {}

    /** Before the first worker; true where there is nothing to do. */
    abstract boolean prepare(StepExecution execution);

    /** The greatest key of the walk, or null for all there are and will be. */
    abstract @Nullable List<String> end(KeyWalk keys);

    /** @param walk the member that the worker's partition is of */
    abstract void work(StepExecution worker, Walk walk);

    /** The member was dropped while the worker walked it. */
    abstract void gone(StepExecution worker);

    /** Says how many rows it were. */
    abstract void walked();

    /** After the last worker, where none failed or stopped: whether everything is to be walked once more. */
    boolean again(StepExecution execution) {
        return false;
    }

    /** Which time it is, behind the number of a partition; empty the first time. */
    String suffix() {
        return time == 1 ? "" : "-" + time;
    }

    /** Which time everything is walked, from 1. */
    int time() {
        return time;
    }

    void time(int now) {
        time = now;
    }

    /** After the last walk. */
    abstract void conclude(StepExecution execution);

    /** What the workers left out though nobody stopped them, as the error that it is; null where they left nothing. */
    @Nullable
    EngineException leftOut() {
        return null;
    }

    /** What partitions are called, beside their number. */
    abstract String prefix(StepExecution execution);

    RunContext context() {
        return context;
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        try (StepSpan span = new StepSpan(context.reporter(), execution.getStepName())) {
            context.stop().check();
            if (prepare(execution)) {
                span.done();
                return;
            }
            boolean any = false;
            do {
                List<Part> parts = new Patience(context).with(() -> parts(execution));
                context.reporter().happened(new Partitioned(StepSpan.phase(getName()), parts.size()));
                if (!parts.isEmpty()) {
                    any = true;
                    partitioned(execution, parts);
                    super.doExecute(execution);
                }
            } while (isAtEnd(execution) && again(execution));
            if (isAtEnd(execution)) {
                if (any) {
                    context.reporter().happened(new WalkDone(StepSpan.phase(getName())));
                    walked();
                }
                conclude(execution);
                span.done();
            }
        } catch (StoppedException e) {
            execution.setTerminateOnly();
            throw new JobInterruptedException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            context.fail(e);
            throw e;
        } catch (JobExecutionException e) {
            EngineException left = leftOut();
            if (left != null && !context.stop().isRequested()) {
                context.fail(left);
            }
            throw e;
        }
    }

    private static boolean isAtEnd(StepExecution execution) {
        return !execution.getStatus().isGreaterThan(BatchStatus.STARTED);
    }

    private void partitioned(StepExecution execution, List<Part> parts) throws Exception {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setCorePoolSize(context.tuning().workers());
        threads.setMaxPoolSize(context.tuning().workers());
        threads.setThreadNamePrefix("zdm-worker-");
        threads.setDaemon(true);
        threads.setWaitForTasksToCompleteOnShutdown(true);
        threads.afterPropertiesSet();
        Partitioner partitioner = size -> contexts(execution, parts);
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
        handler.setTaskExecutor(threads);
        handler.setStep(new EngineStep(getName(), context, worker -> {
            begin(worker, execution, parts);
            walkPart(worker);
        }));
        handler.setGridSize(parts.size());
        handler.afterPropertiesSet();
        setPartitionHandler(handler);
        setStepExecutionSplitter(new SimpleStepExecutionSplitter(context.jobRepository(), getName(), partitioner));
        if (pool == null) {
            context.onRetune(tuning -> resize(Objects.requireNonNull(pool), tuning.workers()));
        } else {
            pool.shutdown();
        }
        pool = threads;
    }

    /** The core is never larger than the most there may be. Who is too many ends with his partition. */
    private static void resize(ThreadPoolTaskExecutor threads, int workers) {
        if (workers > threads.getMaxPoolSize()) {
            threads.setMaxPoolSize(workers);
            threads.setCorePoolSize(workers);
        } else {
            threads.setCorePoolSize(workers);
            threads.setMaxPoolSize(workers);
        }
    }

    private volatile @Nullable ThreadPoolTaskExecutor pool;

    @Override
    protected void close(ExecutionContext executionContext) {
        if (pool != null) {
            pool.shutdown();
        }
    }

    /** Batch notes a worker's step first and its context afterwards; a crash in between leaves one without any. */
    private void begin(StepExecution worker, StepExecution execution, List<Part> parts) {
        if (!worker.getExecutionContext().containsKey(TABLE)) {
            String part = worker.getStepName().substring(getName().length() + 1);
            worker.setExecutionContext(
                    Objects.requireNonNull(contexts(execution, parts).get(part)));
        }
    }

    private void walkPart(StepExecution worker) {
        String table = worker.getExecutionContext().getString(TABLE);
        Walk walk =
                walks.stream().filter(w -> w.table().equals(table)).findFirst().orElseThrow();
        try {
            work(worker, walk);
        } catch (DataAccessException e) {
            if (isOwn(walk) || !present(List.of(walk)).isEmpty()) {
                throw e;
            }
            context.reporter().say(table + " is gone; going on without it");
            gone(worker);
        }
    }

    /** The table that the user named can not go; a table partition can. */
    private boolean isOwn(Walk walk) {
        return walk.table().equals(context.plan().table().sql());
    }

    /** Those whose tables are still there. */
    List<Walk> present(List<Walk> of) {
        return of.stream()
                .filter(w -> isOwn(w)
                        || context.database().isTrue("SELECT pg_catalog.to_regclass(?) IS NOT NULL", w.table()))
                .toList();
    }

    private List<Part> parts(StepExecution execution) {
        ExecutionContext kept = execution.getJobExecution().getExecutionContext();
        String key = PARTITIONS + getName() + suffix();
        List<Part> known = keepsPartitions() && kept.containsKey(key)
                ? PlanJson.read(kept.getString(key), new TypeReference<>() {})
                : List.of();
        List<Part> parts = new ArrayList<>();
        List<Walk> present = present(walks);
        double total = present.stream().mapToDouble(this::rows).sum();
        for (Walk walk : present) {
            String prefix = prefix(walk);
            List<Part> before = known.stream()
                    .filter(p -> p.table().equals(walk.table()) && p.name().startsWith(prefix))
                    .toList();
            parts.addAll(before.isEmpty() ? cut(walk, prefix, total) : before);
        }
        if (keepsPartitions() && !parts.equals(known)) {
            kept.putString(key, PlanJson.write(parts));
            context.jobRepository().updateExecutionContext(execution.getJobExecution());
        }
        return parts;
    }

    private List<Part> cut(Walk walk, String prefix, double total) {
        KeyWalk keys = new KeyWalk(context.database(), walk);
        double rows = rows(walk);
        int most = Math.max(USUAL_PARTITIONS, PER_WORKER * context.tuning().workers());
        double share = total <= 0 ? 1 : Math.ceil(most * rows / total);
        int wanted = (int) Math.max(1, Math.min(share, rows / ROWS_PER_PARTITION));
        List<Part> parts = new ArrayList<>();
        for (KeyRange range : keys.partitions(wanted, rows, end(keys))) {
            parts.add(new Part("%sp%04d%s".formatted(prefix, parts.size() + 1, suffix()), walk.table(), range));
        }
        return parts;
    }

    private double rows(Walk walk) {
        return isOwn(walk) && walks.size() == 1
                ? context.plan().estimate().rows()
                : context.database().value(ROWS, Double.class, walk.table());
    }

    /** A member by its OID and its key: another table of the same name, or another key, is another member. */
    private String prefix(Walk walk) {
        return isOwn(walk) && walks.size() == 1
                ? ""
                : "m%d.%08x."
                        .formatted(
                                context.database()
                                        .value(
                                                "SELECT pg_catalog.to_regclass(?)::oid::bigint",
                                                Long.class,
                                                walk.table()),
                                PlanJson.write(walk.key()).hashCode());
    }

    /** Whether a restart goes on with the partitions of the execution before it. */
    abstract boolean keepsPartitions();

    private Map<String, ExecutionContext> contexts(StepExecution execution, List<Part> parts) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        for (Part part : parts) {
            ExecutionContext own = Checkpoint.of(part.range());
            own.putString(TABLE, part.table());
            contexts.put(prefix(execution) + part.name(), own);
        }
        return contexts;
    }
}
