package io.zdm.engine.batch;

import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.Origin;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.TableFinder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change of a change file so far. One that was rolled back counts as never applied.
 *
 * @param record the change as it was applied; null where it was not
 * @param problem where the file says something else now
 */
public record AppliedBefore(
        @Nullable ChangeRecord record, @Nullable Problem problem) {

    private static final AppliedBefore NEVER = new AppliedBefore(null, null);

    /** Leaves no trace, and finds nothing where zdm-batch never changed anything. */
    public static AppliedBefore find(Database database, SchemaChange change, Origin origin) {
        if (!ZdmSchema.exists(database)) {
            return NEVER;
        }
        List<ChangeRecord> records = new ChangeStore(database)
                .ofOrigin(origin).stream()
                        .filter(r -> !r.state().equals("ROLLED_BACK"))
                        .toList();
        if (records.isEmpty()) {
            return NEVER;
        }
        TableRef table = new TableFinder(database).find(change.table()).table();
        for (ChangeRecord record : records) {
            if (ChangeStore.isSame(record, change) && isTable(record, change, table)) {
                return new AppliedBefore(record, null);
            }
        }
        boolean elsewhere = records.stream().anyMatch(r -> digest(r).equals(ChangeStore.digest(change)));
        // The same words on another search_path mean another table, where it was never applied.
        return elsewhere ? NEVER : new AppliedBefore(records.get(0), edited(records.get(0), change, origin));
    }

    /** Whether it was edited while it waited in the queue: nothing of it was applied, so the file's word counts. */
    public boolean isReplaceable() {
        return problem != null && record != null && record.state().equals("QUEUED");
    }

    /** Whether it was taken as far as that. A change without a contract phase is COMPLETED by its swap. */
    public boolean isDone(Phase until) {
        if (record == null || problem != null) {
            return false;
        }
        return record.state().equals("COMPLETED") || (record.state().equals("SWAPPED") && until != Phase.CONTRACT);
    }

    /**
     * What is told of it where nothing is done now.
     *
     * @param note where there is no problem
     */
    public Outcome outcome(String note) {
        ChangeRecord known = Objects.requireNonNull(record, "it was not applied before");
        return problem == null
                ? Outcome.nothingToDo(known.id(), note)
                : Outcome.refused(known.plan().table(), List.of(problem));
    }

    /** By OID, however it is written; a table that was dropped since, by its words. */
    private static boolean isTable(ChangeRecord record, SchemaChange change, @Nullable TableRef table) {
        return table == null ? digest(record).equals(ChangeStore.digest(change)) : table.oid() == record.tableOid();
    }

    private static Problem edited(ChangeRecord record, SchemaChange change, Origin origin) {
        return new Problem(
                ProblemCode.CHANGE_FILE_EDITED,
                origin.toString(),
                "%s was edited after it was applied as change %d (%s): its digest was %s and is %s now"
                        .formatted(origin, record.id(), record.state(), digest(record), ChangeStore.digest(change)),
                "Put the file back as it was, and describe in a new change what is wanted now; or roll back first:"
                        + " zdm-batch rollback " + record.id() + ".");
    }

    private static String digest(ChangeRecord record) {
        return PlanJson.digest(record.definition());
    }
}
