package io.zdm.cli.render;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.TableLock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Taking a step's locks from a script as the engine does: briefly, again and again, and only the first of them is waited
 * for. A failed attempt is undone by its block, which gives up what it had; the locks that are got stay until COMMIT.
 */
final class LockLoop {

    private static final int ATTEMPTS = 30;

    private LockLoop() {}

    /** A DO block that must stand inside BEGIN. */
    static String sql(List<TableLock> locks) {
        boolean queues = locks.get(0).level().queuesApplication();
        return """
                DO $zdm$
                DECLARE
                    zdm_locks text[] := ARRAY[%1$s];
                    zdm_tables regclass[] := ARRAY[%2$s];
                    zdm_vacuum text := (SELECT setting::bigint + 200 FROM pg_settings WHERE name = 'deadlock_timeout');
                BEGIN
                    FOR zdm_attempt IN 1..%3$d LOOP
                        BEGIN
                            PERFORM set_config('lock_timeout', zdm_vacuum, true);
                %4$s            FOR zdm_i IN 0..%5$d LOOP
                                EXECUTE 'LOCK TABLE ONLY ' || zdm_locks[1 + (zdm_attempt + zdm_i) %% %6$d]
                                    || CASE WHEN zdm_i > 0 THEN ' NOWAIT' ELSE '' END;
                            END LOOP;
                            RETURN;
                        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                            RAISE NOTICE 'attempt %% of %3$d: %%; on the table now: %%', zdm_attempt, SQLERRM,
                                (SELECT string_agg(DISTINCT format('pid %%s (%%s)', l.pid, l.mode), ', ') FROM pg_locks l
                                 WHERE l.locktype = 'relation' AND l.relation = ANY (zdm_tables::oid[]) AND l.granted
                                 AND l.pid <> pg_backend_pid());
                            IF zdm_attempt = %3$d THEN
                                RAISE;
                            END IF;
                        END;
                        PERFORM pg_sleep(least(0.2 * 1.5 ^ zdm_attempt, 30) * (0.75 + random() / 2));
                    END LOOP;
                END
                $zdm$""".formatted(
                        locks.stream()
                                .map(l -> Identifier.literal(
                                        l.table() + " IN " + l.level().sql() + " MODE"))
                                .collect(Collectors.joining(", ")),
                        locks.stream().map(l -> Identifier.literal(l.table())).collect(Collectors.joining(", ")),
                        ATTEMPTS,
                        queues ? shortly() : "",
                        locks.size() - 1,
                        locks.size());
    }

    /** An autovacuum gives way to who has waited for deadlock_timeout: so long only in a mode that queues nobody. */
    private static String shortly() {
        return """
                            EXECUTE format('LOCK TABLE ONLY %s IN SHARE UPDATE EXCLUSIVE MODE',
                                zdm_tables[1 + zdm_attempt % array_length(zdm_tables, 1)]);
                            PERFORM set_config('lock_timeout', least(10 * 2 ^ (zdm_attempt - 1), 500)::int::text, true);
                """;
    }
}
