package io.zdm.engine.batch;

import io.zdm.engine.change.StoppedException;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.KeyRange;
import io.zdm.engine.postgres.KeyWalk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import tools.jackson.core.type.TypeReference;

/**
 * A walk over a table in partitions, more of them than workers so that none idles; each a worker's StepExecution. The
 * bounds are kept in the manager's ExecutionContext, so that a restart has the same partitions.
 */
abstract class WalkStep extends PartitionStep {

    private static final String PARTITIONS = "partitions";
    private static final int ROWS_PER_PARTITION = 50_000;

    /** Each costs a few commits of Batch's bookkeeping; a restart may have more workers than the start. */
    private static final int USUAL_PARTITIONS = 8;

    private static final int PER_WORKER = 4;

    private final RunContext context;
    private final Walk walk;

    WalkStep(String name, RunContext context, Walk walk) {
        super(context.jobRepository());
        setName(name);
        this.context = context;
        this.walk = walk;
    }

    /** Before the first worker; true where there is nothing to do. */
    abstract boolean prepare(StepExecution execution);

    /** The greatest key of the walk, or null for all there are and will be. */
    abstract @Nullable List<String> end(KeyWalk keys);

    abstract void work(StepExecution worker);

    /** After the last worker, where none failed or stopped. */
    abstract void conclude(StepExecution execution);

    /** What partitions are called, beside their number. */
    abstract String prefix(StepExecution execution);

    RunContext context() {
        return context;
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        try {
            context.stop().check();
            if (prepare(execution)) {
                return;
            }
            List<KeyRange> ranges = ranges(execution);
            partitioned(execution, ranges);
            super.doExecute(execution);
            if (!execution.getStatus().isGreaterThan(org.springframework.batch.core.BatchStatus.STARTED)) {
                conclude(execution);
            }
        } catch (StoppedException e) {
            execution.setTerminateOnly();
            throw new JobInterruptedException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            context.fail(e);
            throw e;
        }
    }

    private void partitioned(StepExecution execution, List<KeyRange> ranges) throws Exception {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setCorePoolSize(context.tuning().workers());
        threads.setMaxPoolSize(context.tuning().workers());
        threads.setThreadNamePrefix("zdm-worker-");
        threads.setDaemon(true);
        threads.setWaitForTasksToCompleteOnShutdown(true);
        threads.afterPropertiesSet();
        Partitioner partitioner = size -> contexts(execution, ranges);
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
        handler.setTaskExecutor(threads);
        handler.setStep(new EngineStep(getName(), context, this::work));
        handler.setGridSize(ranges.size());
        handler.afterPropertiesSet();
        setPartitionHandler(handler);
        setStepExecutionSplitter(new SimpleStepExecutionSplitter(context.jobRepository(), getName(), partitioner));
        pool = threads;
        context.onRetune(tuning -> resize(threads, tuning.workers()));
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

    private @Nullable ThreadPoolTaskExecutor pool;

    @Override
    protected void close(ExecutionContext executionContext) {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private List<KeyRange> ranges(StepExecution execution) {
        ExecutionContext kept = execution.getExecutionContext();
        if (keepsPartitions() && kept.containsKey(PARTITIONS)) {
            return PlanJson.read(kept.getString(PARTITIONS), new TypeReference<>() {});
        }
        KeyWalk keys = new KeyWalk(context.database(), walk);
        double rows = context.plan().estimate().rows();
        int most = Math.max(USUAL_PARTITIONS, PER_WORKER * context.tuning().workers());
        int wanted = (int) Math.max(1, Math.min(most, rows / ROWS_PER_PARTITION));
        List<KeyRange> ranges = keys.partitions(wanted, rows, end(keys));
        kept.putString(PARTITIONS, PlanJson.write(ranges));
        context.jobRepository().updateExecutionContext(execution);
        return ranges;
    }

    /** Whether a restart goes on with the partitions of the execution before it. */
    abstract boolean keepsPartitions();

    private Map<String, ExecutionContext> contexts(StepExecution execution, List<KeyRange> ranges) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        List<KeyRange> all = new ArrayList<>(ranges);
        for (int i = 0; i < all.size(); i++) {
            contexts.put("%sp%04d".formatted(prefix(execution), i + 1), Checkpoint.of(all.get(i)));
        }
        return contexts;
    }
}
