package io.zdm.jobs.converttobigint;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Planning;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far ids are from the end of their type, and when they will be there; with what that is judged by. */
final class Foresight {

    /** Ids that are young enough to tell of today. */
    private static final long RECENT = 100_000;

    private static final double DAY = 86_400;

    /** Of the column: whether an index gives its greatest value, a time at which rows were made, its sequence. */
    private static final String KNOWN = """
            SELECT concat_ws(chr(31),
                EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                    JOIN pg_catalog.pg_am m ON m.oid = x.relam
                    WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL
                    AND m.amname = 'btree' AND x.relkind = 'i'),
                coalesce((SELECT t.attname FROM pg_catalog.pg_attribute t
                    WHERE t.attrelid = a.attrelid AND t.attnum > 0 AND NOT t.attisdropped
                    AND t.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype)
                    AND t.attname IN ('created_at', 'created', 'created_on', 'inserted_at', 'date_created')
                    ORDER BY t.attnum LIMIT 1), ''),
                coalesce((SELECT q.oid::regclass::text FROM pg_catalog.pg_depend d
                    JOIN pg_catalog.pg_class q ON q.oid = d.objid AND q.relkind = 'S'
                    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
                    AND d.deptype IN ('a', 'i') LIMIT 1), ''))
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = %d AND a.attname = %s
            """;

    private final Planning planning;

    Foresight(Planning planning) {
        this.planning = planning;
    }

    private record Rate(double perDay, String basis) {}

    /** A line for each column that ids come from. */
    List<String> of(List<IdColumn> ids) {
        return ids.stream()
                .filter(c -> c.generates() && c.isNarrow())
                .map(this::of)
                .toList();
    }

    private String of(IdColumn id) {
        String[] known = planning.lines(KNOWN.formatted(id.oid(), Identifier.literal(id.name())))
                .get(0)
                .split("\u001f", -1);
        boolean indexed = known[0].startsWith("t");
        Long greatest = known[2].isEmpty() ? null : number("SELECT last_value::text FROM " + known[2]);
        String basis = "by its sequence";
        if (indexed) {
            Long stored = number("SELECT max(" + Identifier.quote(id.name()) + ")::text FROM " + id.table());
            if (stored != null && (greatest == null || stored > greatest)) {
                greatest = stored;
                basis = "stored";
            }
        }
        String what = "%s.%s is %s".formatted(id.table(), Identifier.quote(id.name()), id.type());
        if (greatest == null) {
            return what + "; how far it has come is not known";
        }
        long most = id.type().equals("smallint") ? Short.MAX_VALUE : Integer.MAX_VALUE;
        String far = String.format(
                Locale.ROOT,
                "%s: the greatest id is %,d (%s), %.1f %% of %,d",
                what,
                greatest,
                basis,
                100.0 * greatest / most,
                most);
        Rate rate = rate(id, greatest, indexed ? known[1] : "");
        if (rate == null) {
            return far + "; how fast it grows is not known";
        }
        long days = (long) Math.max(0, (most - greatest) / rate.perDay());
        String when = planning.lines("SELECT CASE WHEN " + days + " < 36500 THEN to_char(current_date + "
                        + Math.min(days, 36_500) + ", '\"on \"YYYY-MM-DD') ELSE 'in more than 100 years' END")
                .get(0);
        return far
                + String.format(
                        Locale.ROOT,
                        "; at %,.0f a day (%s) it is used up %s%s",
                        rate.perDay(),
                        rate.basis(),
                        when,
                        days < 36_500 ? String.format(Locale.ROOT, ", in %,d days", days) : "");
    }

    /** The times in the rows are the better witness: a counter of inserts also counts what was rolled back. */
    private @Nullable Rate rate(IdColumn id, long greatest, String time) {
        if (!time.isEmpty()) {
            String column = Identifier.quote(id.name());
            String made = Identifier.quote(time);
            String newest = "(SELECT %1$s AS id, %2$s AS made FROM %3$s WHERE %2$s IS NOT NULL%4$s"
                    + " ORDER BY %1$s DESC LIMIT 1)";
            long span = Math.min(RECENT, Math.max(greatest / 2, 1));
            List<String> perDay = planning.lines("SELECT ((n.id - o.id) * " + DAY
                    + " / extract(epoch FROM n.made - o.made))::float8::text FROM "
                    + newest.formatted(column, made, id.table(), "") + " n, "
                    + newest.formatted(column, made, id.table(), " AND " + column + " <= " + (greatest - span))
                    + " o WHERE n.made > o.made AND n.id > o.id");
            if (!perDay.isEmpty()) {
                return new Rate(
                        Double.parseDouble(perDay.get(0)),
                        String.format(Locale.ROOT, "by %s of the last %,d", time, span));
            }
        }
        List<String> counted = planning.lines("""
                SELECT (t.n_tup_ins * %s / extract(epoch FROM now() - d.stats_reset))::float8::text
                FROM pg_catalog.pg_stat_all_tables t, pg_catalog.pg_stat_database d
                WHERE t.relid = %d AND d.datname = current_database() AND t.n_tup_ins > 0
                AND d.stats_reset < now() - interval '1 day'
                """.formatted(DAY, id.oid()));
        return counted.isEmpty()
                ? null
                : new Rate(Double.parseDouble(counted.get(0)), "rows inserted since the statistics were reset");
    }

    private @Nullable Long number(String question) {
        List<String> answer = planning.lines(question);
        String text = answer.isEmpty() ? null : answer.get(0);
        return text == null ? null : Long.valueOf(text);
    }
}
