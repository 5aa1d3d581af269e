package io.zdm.engine.plan;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.UsableKey.KeyColumn;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The loops of a change as DO blocks, for {@code plan --output=sql}: what the engine does from Java, by hand in psql. */
final class OfflineLoop {

    private static final int CHUNK_ROWS = 10_000;

    private OfflineLoop() {}

    /** Key ranges in transactions of their own; locked rows are left out and returned to in the next pass. */
    static String backfill(BackfillStep step) {
        Walk walk = step.walk();
        List<KeyColumn> key = walk.key().columns();
        String differs = "record_image_ne(ROW("
                + join(step.assignments(), a -> Identifier.quote(a.column())) + "), ROW("
                + join(step.assignments(), Assignment::comparable) + "))";
        return """
                DO $zdm$
                #variable_conflict use_column
                DECLARE
                %s    zdm_more boolean;
                    zdm_wanted bigint;
                    zdm_done bigint;
                BEGIN
                    LOOP
                        zdm_wanted := 0;
                        zdm_done := 0;
                        SELECT %s INTO %s FROM %s ORDER BY %s LIMIT 1;
                        zdm_more := FOUND;
                        WHILE zdm_more LOOP
                            PERFORM set_config('zdm.chunk', 'on', true);
                            SELECT %s INTO %s FROM %s WHERE %s >= %s ORDER BY %s OFFSET %d LIMIT 1;
                            zdm_more := FOUND;
                            WITH wanted AS MATERIALIZED (
                                SELECT ctid FROM %s
                                WHERE %s >= %s AND (NOT zdm_more OR %s < %s) AND %s
                            ), free AS MATERIALIZED (
                                SELECT ctid FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM wanted))
                                FOR NO KEY UPDATE SKIP LOCKED
                            ), done AS (
                                UPDATE %s SET %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM free)) RETURNING 1
                            )
                            SELECT zdm_wanted + (SELECT count(*) FROM wanted), zdm_done + (SELECT count(*) FROM done)
                            INTO zdm_wanted, zdm_done;
                            COMMIT;
                            %s
                        END LOOP;
                        RAISE NOTICE '%% rows filled, %% were locked and are tried again', zdm_done, zdm_wanted - zdm_done;
                        EXIT WHEN zdm_wanted = zdm_done;
                        PERFORM pg_sleep(1);
                    END LOOP;
                END
                $zdm$""".formatted(
                        key.stream()
                                .map(c -> "    " + from(key, c) + " " + c.type() + ";\n    " + upTo(key, c) + " "
                                        + c.type() + ";\n")
                                .collect(Collectors.joining()),
                        walk.key().columnList(),
                        join(key, c -> from(key, c)),
                        walk.table(),
                        walk.key().columnList(),
                        walk.key().columnList(),
                        join(key, c -> upTo(key, c)),
                        walk.table(),
                        walk.keyRow(),
                        row(key, c -> from(key, c)),
                        walk.key().columnList(),
                        CHUNK_ROWS,
                        walk.table(),
                        walk.keyRow(),
                        row(key, c -> from(key, c)),
                        walk.keyRow(),
                        row(key, c -> upTo(key, c)),
                        differs,
                        walk.table(),
                        walk.table(),
                        step.setClause(),
                        key.stream()
                                .map(c -> from(key, c) + " := " + upTo(key, c) + ";")
                                .collect(Collectors.joining(" ")));
    }

    static String verify(VerifyStep step) {
        return """
                DO $zdm$
                DECLARE
                    zdm_wrong bigint;
                BEGIN
                    SELECT count(*) INTO zdm_wrong FROM %s WHERE %s;
                    IF zdm_wrong > 0 THEN
                        RAISE EXCEPTION '%% rows are not as they should be; do not swap', zdm_wrong;
                    END IF;
                END
                $zdm$""".formatted(step.walk().table(), step.wrongOrUnconvertible());
    }

    static String oldSnapshots() {
        return """
                DO $zdm$
                DECLARE
                    zdm_before bigint[] := ARRAY(SELECT pid FROM pg_stat_activity
                        WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid());
                    zdm_started timestamptz := clock_timestamp();
                BEGIN
                    COMMIT;
                    WHILE EXISTS (SELECT FROM pg_stat_activity
                        WHERE pid = ANY (zdm_before) AND backend_xmin IS NOT NULL AND xact_start < zdm_started) LOOP
                        PERFORM pg_sleep(1);
                        COMMIT;
                    END LOOP;
                END
                $zdm$""";
    }

    private static String from(List<KeyColumn> key, KeyColumn column) {
        return "zdm_from_" + (key.indexOf(column) + 1);
    }

    private static String upTo(List<KeyColumn> key, KeyColumn column) {
        return "zdm_up_to_" + (key.indexOf(column) + 1);
    }

    private static String row(List<KeyColumn> key, Function<KeyColumn, String> part) {
        return key.size() == 1 ? part.apply(key.get(0)) : "(" + join(key, part) + ")";
    }

    private static <T> String join(List<T> parts, Function<T, String> text) {
        return parts.stream().map(text).collect(Collectors.joining(", "));
    }
}
