package io.zdm.engine.postgres;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds in a table without a key: the last place of a block, as a tid. No order is asked of the server: it would sort
 * the table for each chunk. Rows that move meanwhile are the trigger's work.
 */
final class BlockWalk {

    private static final int LAST_PLACE = 65_535;

    private final Database database;
    private final String table;
    private double rowsPerBlock;

    /** @param table qualified and quoted */
    BlockWalk(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /** The end of as many blocks as hold about {@code n} rows, or null where the range has fewer. */
    @Nullable
    List<String> nth(KeyRange range, int n) {
        long next = (range.after() == null ? -1 : block(range.after())) + Math.max(1, Math.round(n / rowsPerBlock()));
        long last = range.upTo() == null ? blocks() - 1 : block(range.upTo());
        return next >= last ? null : end(next);
    }

    /** The end of the table, or null where it is empty. */
    @Nullable
    List<String> last() {
        long blocks = blocks();
        return blocks == 0 ? null : end(blocks - 1);
    }

    /** Between equal parts of the table. */
    List<List<String>> bounds(int parts) {
        long blocks = blocks();
        List<List<String>> bounds = new ArrayList<>();
        for (int i = 1; i < parts; i++) {
            long block = blocks * i / parts - 1;
            if (block >= 0 && block < blocks - 1) {
                bounds.add(end(block));
            }
        }
        return bounds;
    }

    private long blocks() {
        return database.value(
                "SELECT pg_relation_size(CAST(? AS regclass)) / current_setting('block_size')::bigint",
                Long.class,
                table);
    }

    private double rowsPerBlock() {
        if (rowsPerBlock == 0) {
            rowsPerBlock = Math.max(
                    1,
                    database.value(
                            "SELECT coalesce(reltuples / nullif(relpages, 0), 0) FROM pg_class WHERE oid = CAST(? AS regclass)",
                            Double.class,
                            table));
        }
        return rowsPerBlock;
    }

    private static List<String> end(long block) {
        return List.of("(" + block + "," + LAST_PLACE + ")");
    }

    private static long block(List<String> bound) {
        String tid = bound.get(0);
        return Long.parseLong(tid.substring(1, tid.indexOf(',')));
    }
}
