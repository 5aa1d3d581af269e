package io.zdm.jobs.converttobigint;

import io.zdm.jobs.changecolumntype.ChangeColumnType;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.changecolumntype.ChangeColumnType.OnUnconvertible;
import java.util.Set;

/**
 * A column that holds ids.
 *
 * @param table qualified and quoted
 * @param oid the table's
 * @param bytes of the table, with its table partitions or children
 * @param generates whether ids come from here: it has a sequence
 */
record IdColumn(String table, long oid, long bytes, String name, String type, boolean generates) {

    private static final Set<String> NARROW = Set.of("smallint", "integer", "smallint[]", "integer[]");

    static boolean isNarrow(String type) {
        return NARROW.contains(type);
    }

    boolean isNarrow() {
        return isNarrow(type);
    }

    /** What becomes of a column of that type. */
    static Column wider(String name, String type) {
        return new ChangeColumnType.Column(
                name, type.endsWith("[]") ? "bigint[]" : "bigint", null, null, OnUnconvertible.FAIL);
    }
}
