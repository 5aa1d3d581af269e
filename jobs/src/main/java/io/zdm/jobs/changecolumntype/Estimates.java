package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import java.util.List;

/** Rough figures for a person who decides when to run a change; measured ones come while it runs. */
public final class Estimates {

    /** With one worker on a small machine; a row of 128 bytes and two indexes. */
    private static final double ROWS_PER_SECOND = 100_000;

    /** Per row beside its own bytes: record headers, the row lock, the new index entries. */
    private static final int WAL_OVERHEAD_PER_ROW = 250;

    /** For a table that was never analyzed. */
    private static final int TYPICAL_ROW_BYTES = 128;

    private Estimates() {}

    /** Of all members of a tree together. */
    public static Estimate of(List<TableSnapshot> members, Path path) {
        return members.stream()
                .map(m -> of(m, path))
                .reduce((a, b) -> new Estimate(
                        a.rows() + b.rows(),
                        a.tableBytes() + b.tableBytes(),
                        a.walBytes() + b.walBytes(),
                        a.diskBytes() + b.diskBytes(),
                        a.seconds() + b.seconds()))
                .orElseThrow();
    }

    private static Estimate of(TableSnapshot table, Path path) {
        if (!table.hasStorage()) {
            return new Estimate(0, 0, 0, 0, 0); // its statistics are those of its table partitions together
        }
        long rows = table.estimatedRows() < 0 ? table.bytes() / TYPICAL_ROW_BYTES : Math.round(table.estimatedRows());
        if (path != Path.SHADOW_COLUMN) {
            return new Estimate(rows, table.bytes(), 0, 0, 0);
        }
        long wal = 2 * table.bytes() + rows * WAL_OVERHEAD_PER_ROW;
        long seconds = Math.round(Math.ceil(rows / ROWS_PER_SECOND));
        return new Estimate(rows, table.bytes(), wal, table.bytes() + wal, seconds);
    }
}
