package io.zdm.engine.batch;

import io.zdm.engine.postgres.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import tools.jackson.core.type.TypeReference;

/**
 * How far a worker is, in its StepExecution: the rest of its key range, ranges half of whose rows are written, and ranges
 * to come back to because others held rows. Written by the JobRepository in the chunk's own transaction; restored in
 * memory where that transaction fails.
 */
final class Checkpoint {

    private static final String AFTER = "after";
    private static final String UP_TO = "upTo";
    private static final String HALVES = "halves";
    private static final String LEFT = "left";
    private static final String AT_END = "atEnd";

    private final StepExecution execution;
    private KeyRange rest;
    private boolean atEnd;
    private List<Half> halves;
    private List<KeyRange> left;

    /**
     * A range that was visited once.
     *
     * @param rest how many of its rows were not written then, at most
     */
    record Half(KeyRange range, long rest) {}

    Checkpoint(StepExecution execution) {
        this.execution = execution;
        ExecutionContext context = execution.getExecutionContext();
        this.rest = new KeyRange(key(context, AFTER), key(context, UP_TO));
        this.atEnd = Boolean.parseBoolean(context.getString(AT_END, "false"));
        this.halves =
                new ArrayList<>(PlanJson.read(context.getString(HALVES, "[]"), new TypeReference<List<Half>>() {}));
        this.left = new ArrayList<>();
        for (List<@Nullable List<String>> range : ranges(context)) {
            left.add(new KeyRange(range.get(0), range.get(1)));
        }
    }

    static ExecutionContext of(KeyRange range) {
        ExecutionContext context = new ExecutionContext();
        context.putString(AFTER, range.after() == null ? "" : PlanJson.write(range.after()));
        context.putString(UP_TO, range.upTo() == null ? "" : PlanJson.write(range.upTo()));
        return context;
    }

    KeyRange rest() {
        return rest;
    }

    boolean atEnd() {
        return atEnd;
    }

    List<Half> halves() {
        return List.copyOf(halves);
    }

    List<KeyRange> left() {
        return List.copyOf(left);
    }

    /** After a chunk. {@code next} null: the range is at its end. */
    void advance(@Nullable List<String> next, @Nullable KeyRange comeBackTo) {
        step(next);
        if (comeBackTo != null) {
            left.add(comeBackTo);
        }
        write();
    }

    /** After a chunk that wrote half of its range. */
    void advance(@Nullable List<String> next, Half half) {
        step(next);
        halves.add(half);
        write();
    }

    private void step(@Nullable List<String> next) {
        if (next == null) {
            atEnd = true;
        } else {
            rest = rest.from(next);
        }
    }

    void visitedAgain(Half half, @Nullable KeyRange comeBackTo) {
        halves.remove(half);
        if (comeBackTo != null) {
            left.add(comeBackTo);
        }
        write();
    }

    /** Ranges with rows that could not be written. */
    void comeBackTo(List<KeyRange> ranges) {
        left.addAll(ranges);
        write();
    }

    void cameBackTo(KeyRange range) {
        left.remove(range);
        write();
    }

    private void write() {
        ExecutionContext context = execution.getExecutionContext();
        context.putString(AFTER, rest.after() == null ? "" : PlanJson.write(rest.after()));
        context.putString(AT_END, String.valueOf(atEnd));
        context.putString(HALVES, PlanJson.write(halves));
        List<List<@Nullable List<String>>> ranges = new ArrayList<>();
        for (KeyRange range : left) {
            List<@Nullable List<String>> pair = new ArrayList<>();
            pair.add(range.after());
            pair.add(range.upTo());
            ranges.add(pair);
        }
        context.putString(LEFT, PlanJson.write(ranges));
    }

    /** The state before a transaction, to be put back if it fails. */
    Saved save() {
        return new Saved(
                rest,
                atEnd,
                List.copyOf(halves),
                List.copyOf(left),
                new ExecutionContext(execution.getExecutionContext()),
                execution.getWriteCount(),
                execution.getCommitCount(),
                execution.getVersion());
    }

    record Saved(
            KeyRange rest,
            boolean atEnd,
            List<Half> halves,
            List<KeyRange> left,
            ExecutionContext context,
            long rows,
            long chunks,
            @Nullable Integer version) {}

    void restore(Saved saved) {
        rest = saved.rest();
        atEnd = saved.atEnd();
        halves = new ArrayList<>(saved.halves());
        left = new ArrayList<>(saved.left());
        execution.setExecutionContext(saved.context());
        execution.setWriteCount(saved.rows());
        execution.setCommitCount(saved.chunks());
        if (saved.version() != null) {
            execution.setVersion(saved.version());
        }
    }

    private static @Nullable List<String> key(ExecutionContext context, String name) {
        return PlanJson.readKey(context.getString(name, ""));
    }

    private static List<List<@Nullable List<String>>> ranges(ExecutionContext context) {
        return PlanJson.read(context.getString(LEFT, "[]"), new TypeReference<>() {});
    }
}
