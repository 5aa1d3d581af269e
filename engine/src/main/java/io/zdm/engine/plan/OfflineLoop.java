package io.zdm.engine.plan;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.UsableKey.KeyColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The loops of a change as DO blocks, for {@code plan --output=sql}: what the engine does from Java, by hand in psql. They
 * commit after each key range, so they must not stand inside BEGIN.
 */
final class OfflineLoop {

    private static final int CHUNK_ROWS = 10_000;
    private static final int CHUNK_BLOCKS = 128;

    /** Rows that others hold are left out, and come with the next pass. A row is written only where it differs. */
    private static final String BACKFILL = """
            DO $zdm$
            #variable_conflict use_column
            DECLARE
            {declarations}    zdm_more boolean;
                zdm_wanted bigint;
                zdm_done bigint;
                zdm_chunks bigint := 0;
                zdm_in_key boolean;
            {counters}BEGIN
                zdm_in_key := ({inKey});
                LOOP
                    zdm_wanted := 0;
                    zdm_done := 0;
                    {first}
                    zdm_more := FOUND;
                    WHILE zdm_more LOOP
                        {next}
                        zdm_more := FOUND;
                        PERFORM set_config('zdm.chunk', 'on', true), set_config('synchronous_commit', 'off', true);
                        IF zdm_in_key THEN
                            {strong}
                        ELSE
                            {weak}
                        END IF;
                        COMMIT;
                        {advance}
                        zdm_chunks := zdm_chunks + 1;
                        IF zdm_chunks % 100 = 0 THEN
                            RAISE NOTICE '% chunks, % rows filled in this pass', zdm_chunks, zdm_done;
                        END IF;
                    END LOOP;
                    RAISE NOTICE '% rows filled, % were locked and are tried again', zdm_done, zdm_wanted - zdm_done;
                    {exit}
                    COMMIT;
                    PERFORM pg_sleep(1);
                    COMMIT;
                END LOOP;
            END
            $zdm$""";

    private static final String EXIT = "EXIT WHEN zdm_wanted = zdm_done;";

    private static final String COUNTERS = """
                zdm_left bigint;
                zdm_least bigint := 9223372036854775807;
                zdm_in_vain integer := 0;
            """;

    /** Nothing keeps in step what moves out of the walk's way: asked in one snapshot whether a row is left. */
    private static final String EXIT_WHERE_REPEATED = """
            IF zdm_wanted = zdm_done THEN
                        SELECT count(*) INTO zdm_left FROM {table} WHERE {differing};
                        EXIT WHEN zdm_left = 0;
                        zdm_in_vain := CASE WHEN zdm_left < zdm_least THEN 0 ELSE zdm_in_vain + 1 END;
                        zdm_least := least(zdm_left, zdm_least);
                        IF zdm_in_vain >= 3 THEN
                            RAISE WARNING '% rows are not filled, and walking again did not make them fewer', zdm_left
                                USING HINT = 'See who writes them; the same script, run again, fills what is left then.';
                            EXIT;
                        END IF;
                        RAISE NOTICE '% rows were written or moved out of the way meanwhile; walking again', zdm_left;
                    END IF;""";

    /** The lock is the one that the UPDATE itself takes: a weaker one would let it wait for a foreign key's check. */
    private static final String CHUNK = """
            WITH wanted AS MATERIALIZED (
                                SELECT ctid AS at FROM {table} WHERE {range} AND {differing}
                            ), free AS MATERIALIZED (
                                SELECT ctid AS at FROM {table} WHERE ctid = ANY (ARRAY(SELECT at FROM wanted)){free}
                                {lock} SKIP LOCKED
                            ), done AS (
                                UPDATE {table} SET {set} WHERE ctid = ANY (ARRAY(SELECT at FROM free)) RETURNING 1
                            )
                            SELECT zdm_wanted + (SELECT count(*) FROM wanted), zdm_done + (SELECT count(*) FROM done)
                            INTO zdm_wanted, zdm_done;""";

    /** Raises where a row is not as it should be. */
    private static final String VERIFY = """
            DO $zdm$
            #variable_conflict use_column
            DECLARE
            {declarations}    zdm_more boolean;
                zdm_rows bigint := 0;
                zdm_wrong bigint := 0;
                zdm_chunk_rows bigint;
                zdm_chunk_wrong bigint;
                zdm_keys text[] := '{}';
                zdm_chunk_keys text[];
            BEGIN
                {first}
                zdm_more := FOUND;
                WHILE zdm_more LOOP
                    {next}
                    zdm_more := FOUND;
                    SELECT count(*), count(*) FILTER (WHERE wrong), (array_agg(key) FILTER (WHERE wrong))[1:10]
                    INTO zdm_chunk_rows, zdm_chunk_wrong, zdm_chunk_keys
                    FROM (SELECT array_to_string({keyTexts}, ', ') AS key, ({wrong}) AS wrong FROM {table} WHERE {range}) compared;
                    COMMIT;
                    zdm_rows := zdm_rows + zdm_chunk_rows;
                    zdm_wrong := zdm_wrong + zdm_chunk_wrong;
                    zdm_keys := zdm_keys || zdm_chunk_keys;
                    {advance}
                END LOOP;
                IF zdm_wrong > 0 THEN
                    RAISE EXCEPTION '% of % rows are not as they should be (first keys: %)', zdm_wrong, zdm_rows,
                        array_to_string(zdm_keys[1:10], '; ');
                END IF;
                RAISE NOTICE '% rows compared, all are as they should be', zdm_rows;
            END
            $zdm$""";

    /** Sessions that this role may not look into count as long as their transaction lives. */
    private static final String OLD_SNAPSHOTS = """
            DO $zdm$
            DECLARE
                zdm_boundary xid := pg_snapshot_xmax(pg_current_snapshot())::xid;
                zdm_before text[];
                zdm_waiting text;
                zdm_said text;
            BEGIN
                zdm_before := ARRAY(SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                    WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_backend_pid()
                    AND (a.datname = current_database() OR a.datname IS NULL AND a.backend_type IS NULL)
                    AND coalesce(a.backend_type, 'client backend') <> 'autovacuum worker'
                    AND (a.state IS NULL OR a.backend_xmin IS NOT NULL));
                LOOP
                    COMMIT;
                    SELECT string_agg(format('pid %s (user %s, application %s, since %s)', l.pid, a.usename,
                        a.application_name, date_trunc('second', a.xact_start)), '; ' ORDER BY l.pid) INTO zdm_waiting
                    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                    WHERE l.locktype = 'virtualxid' AND l.granted AND l.virtualtransaction = ANY (zdm_before)
                    AND (a.state IS NULL OR a.backend_xmin IS NOT NULL)
                    AND (a.backend_xmin IS NULL OR age(a.backend_xmin) >= age(zdm_boundary));
                    EXIT WHEN zdm_waiting IS NULL;
                    IF zdm_waiting IS DISTINCT FROM zdm_said THEN
                        RAISE NOTICE 'Waiting for transactions that are older than the last chunk: %', zdm_waiting;
                        zdm_said := zdm_waiting;
                    END IF;
                    COMMIT;
                    PERFORM pg_sleep(0.5);
                END LOOP;
            END
            $zdm$""";

    /** A statement that finds something: FOUND tells whether to go on. */
    private static final String FIRST_BLOCK = "SELECT '(0,0)'::tid INTO zdm_from_1;";

    private static final Pattern TOKEN = Pattern.compile("\\{(\\w+)}");

    private OfflineLoop() {}

    static String backfill(BackfillStep step) {
        Map<String, String> parts = walk(step.walk());
        parts.put("differing", step.differing());
        parts.put("set", step.setClause());
        parts.put("free", step.free() == null ? "" : " AND " + step.free());
        parts.put("counters", step.walksAgain() ? COUNTERS : "");
        parts.put("exit", step.walksAgain() ? fill(EXIT_WHERE_REPEATED, parts) : EXIT);
        parts.put("inKey", KeyWrites.question(step.walk(), step.assignments()));
        parts.put("lock", "FOR UPDATE");
        parts.put("strong", fill(CHUNK, parts));
        parts.put("lock", "FOR NO KEY UPDATE");
        parts.put("weak", fill(CHUNK, parts));
        return fill(BACKFILL, parts);
    }

    /** A proof is what all of them leave: the first notes what it will hold for, the last one declares it. */
    static List<String> verify(VerifyStep step) {
        if (step.reports() != null) {
            return List.of(count(step));
        }
        List<String> loops = new ArrayList<>();
        loops.add(perform(
                "set_config('zdm.proof', '', false), set_config('zdm.verifying', (" + step.guardsNow() + "), false)"));
        step.walks().forEach(walk -> loops.add(verify(step, walk)));
        loops.add(perform("set_config('zdm.proof', current_setting('zdm.verifying'), false)"));
        return loops;
    }

    /** Proves nothing, so it is asked at once. */
    private static String count(VerifyStep step) {
        String rows = step.walks().stream()
                .map(w -> "SELECT (" + step.wrong() + ") AS zdm_counted FROM " + w.rows())
                .collect(Collectors.joining(" UNION ALL "));
        return "DO $zdm$\n#variable_conflict use_column\nBEGIN\n    RAISE NOTICE '% of % rows %', (SELECT count(*) FROM ("
                + rows
                + ") r WHERE r.zdm_counted), "
                + "(SELECT count(*) FROM (" + rows + ") r), " + Identifier.literal(String.valueOf(step.reports()))
                + ";\nEND\n$zdm$";
    }

    private static String verify(VerifyStep step, Walk walk) {
        Map<String, String> parts = walk(walk);
        parts.put("wrong", step.wrongOrUnconvertible());
        parts.put("keyTexts", walk.keyTexts());
        return fill(VERIFY, parts);
    }

    /** Without a result that psql would print. */
    private static String perform(String calls) {
        return "DO $zdm$\nBEGIN\n    PERFORM " + calls + ";\nEND\n$zdm$";
    }

    static String oldSnapshots() {
        return OLD_SNAPSHOTS;
    }

    private static Map<String, String> walk(Walk walk) {
        List<KeyColumn> key = walk.key().columns();
        Map<String, String> parts = new HashMap<>();
        parts.put("table", walk.rows());
        parts.put("first", walk.key().isBlocks() ? FIRST_BLOCK : first(walk));
        parts.put("next", walk.key().isBlocks() ? nextBlocks(walk) : next(walk));
        parts.put(
                "range",
                walk.keyRow() + " >= " + row(key, c -> from(key, c)) + " AND (NOT zdm_more OR " + walk.keyRow() + " < "
                        + row(key, c -> upTo(key, c)) + ")");
        parts.put(
                "advance",
                key.stream()
                        .map(c -> from(key, c) + " := " + upTo(key, c) + ";")
                        .collect(Collectors.joining(" ")));
        parts.put(
                "declarations",
                key.stream()
                        .map(c -> "    " + from(key, c) + " " + c.type() + ";\n    " + upTo(key, c) + " " + c.type()
                                + ";\n")
                        .collect(Collectors.joining()));
        return parts;
    }

    private static String first(Walk walk) {
        List<KeyColumn> key = walk.key().columns();
        return "SELECT " + walk.key().columnList() + " INTO " + join(key, c -> from(key, c)) + " FROM " + walk.rows()
                + " ORDER BY " + walk.key().columnList() + " LIMIT 1;";
    }

    private static String next(Walk walk) {
        List<KeyColumn> key = walk.key().columns();
        return "SELECT " + walk.key().columnList() + " INTO " + join(key, c -> upTo(key, c)) + " FROM " + walk.rows()
                + " WHERE " + walk.keyRow() + " >= " + row(key, c -> from(key, c)) + " ORDER BY "
                + walk.key().columnList() + " OFFSET " + CHUNK_ROWS + " LIMIT 1;";
    }

    /** A table without a key is walked by its blocks: no order is asked of the server, which would sort for each chunk. */
    private static String nextBlocks(Walk walk) {
        return "SELECT format('(%s,0)', block + " + CHUNK_BLOCKS + ")::tid INTO zdm_up_to_1"
                + " FROM (SELECT split_part(trim(zdm_from_1::text, '('), ',', 1)::bigint AS block) here"
                + " WHERE block + " + CHUNK_BLOCKS + " < pg_relation_size(" + Identifier.literal(walk.table())
                + "::regclass) / current_setting('block_size')::bigint;";
    }

    /** In one pass: what is filled in may look like a token itself. */
    private static String fill(String template, Map<String, String> parts) {
        return TOKEN.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(match.group(1)))));
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
