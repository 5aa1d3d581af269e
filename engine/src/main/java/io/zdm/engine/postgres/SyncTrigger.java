package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Rehearsed.Source;
import io.zdm.engine.plan.StoredValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps columns in step with others on every write: the shadow before the swap, the old column after it. Fires last, and
 * always, also under {@code session_replication_role = replica}. Never rejects a write: a value that does not convert
 * becomes NULL. Its body runs with the application's rights and search_path, so nothing in it needs either.
 *
 * @param tables on which it is made, qualified and quoted: a partitioned table's goes to its table partitions by itself,
 *     inheritance children need their own
 * @param members on which it must stand
 * @param function in the schema zdm, unquoted
 * @param onlyOnChange whether an UPDATE fires it only where a source changed (the reverse trigger: an untouched row
 *     keeps its original); else every UPDATE but the engine's own chunks
 * @param rowsMove whether an INSERT may be the second half of an UPDATE that moves a row to another table partition
 */
public record SyncTrigger(
        List<String> tables,
        List<String> members,
        String function,
        String insertTrigger,
        String updateTrigger,
        boolean onlyOnChange,
        boolean rowsMove,
        List<Synced> columns) {

    /**
     * @param target the column that is kept in step
     * @param targetType as SQL
     * @param source the one whose change matters
     * @param expression null where there is no way: the target becomes NULL
     * @param plain whether the expression is just the source
     */
    public record Synced(
            String target,
            String targetType,
            String source,
            @Nullable String expression,
            List<Source> sources,
            boolean plain,
            boolean unfailing) {}

    /** Function, triggers and their always-firing; to be run in one transaction under ACCESS EXCLUSIVE. */
    public List<String> create() {
        List<String> statements = new ArrayList<>(List.of(createFunction()));
        tables.forEach(t -> statements.addAll(createOn(t)));
        return statements;
    }

    /** The triggers alone, on one table. */
    public List<String> createOn(String table) {
        List<String> statements = new ArrayList<>();
        statements.add(dropWhateverCallsIt(table));
        statements.add("CREATE TRIGGER " + Identifier.quote(insertTrigger) + " BEFORE INSERT ON " + table
                + " FOR EACH ROW EXECUTE FUNCTION zdm." + function + "()");
        statements.add("CREATE TRIGGER " + Identifier.quote(updateTrigger) + " BEFORE UPDATE ON " + table
                + " FOR EACH ROW WHEN (" + when() + ") EXECUTE FUNCTION zdm." + function + "()");
        statements.add("ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + Identifier.quote(insertTrigger)
                + ", ENABLE ALWAYS TRIGGER " + Identifier.quote(updateTrigger));
        return statements;
    }

    /** Under whatever names an earlier plan gave them: a trigger left behind would write to a column that is gone. */
    public String dropWhateverCallsIt(String table) {
        return """
                DO $zdm$
                DECLARE
                    zdm_name text;
                BEGIN
                    FOR zdm_name IN SELECT tgname FROM pg_catalog.pg_trigger
                        WHERE tgrelid = %s::pg_catalog.regclass AND tgfoid = 'zdm.%s()'::pg_catalog.regprocedure
                    LOOP
                        EXECUTE pg_catalog.format('DROP TRIGGER %%I ON %%s', zdm_name, %s);
                    END LOOP;
                END
                $zdm$""".formatted(Identifier.literal(table), function, Identifier.literal(table));
    }

    public List<String> dropTriggers() {
        return tables.stream()
                .flatMap(table -> Stream.of(
                        "DROP TRIGGER IF EXISTS " + Identifier.quote(insertTrigger) + " ON " + table,
                        "DROP TRIGGER IF EXISTS " + Identifier.quote(updateTrigger) + " ON " + table))
                .toList();
    }

    public String dropFunction() {
        return "DROP FUNCTION IF EXISTS zdm." + function + "()";
    }

    /** Whether both stand and fire always on every member that is still there, as an SQL question. */
    public String stands() {
        return standsOn(members);
    }

    /** The same of some tables alone. */
    public String standsOn(List<String> some) {
        String present = "SELECT pg_catalog.to_regclass(m)::oid FROM unnest(ARRAY["
                + some.stream().map(Identifier::literal).collect(Collectors.joining(", "))
                + "]::text[]) m WHERE pg_catalog.to_regclass(m) IS NOT NULL";
        return "SELECT count(*) > 0 AND count(*) = 2 * (SELECT count(*) FROM (" + present
                + ") p) FROM pg_catalog.pg_trigger WHERE tgrelid IN (" + present
                + ") AND tgenabled = 'A' AND tgname IN (" + Identifier.literal(insertTrigger) + ", "
                + Identifier.literal(updateTrigger) + ")";
    }

    public List<String> names() {
        return List.of(insertTrigger, updateTrigger);
    }

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

    /**
     * Asked of every row that the engine writes itself, so it is as cheap as can be. Before the swap: whether target and
     * source differ, where the types let that be told without a conversion, which heals whatever row is written; else
     * whether the write is not the engine's, or changes a source (another trigger may have).
     */
    private String when() {
        if (!onlyOnChange && columns.stream().allMatch(SyncTrigger::tellsByItself)) {
            return columns.stream()
                    .map(c -> StoredValues.differ(
                            "NEW." + Identifier.quote(c.target()),
                            "NEW." + Identifier.quote(c.source()),
                            c.targetType()))
                    .collect(Collectors.joining(" OR "));
        }
        Map<String, String> types = new LinkedHashMap<>();
        for (Synced column : columns) {
            types.putIfAbsent(column.source(), "");
            column.sources().forEach(s -> {
                if (!onlyOnChange || s.column().equals(column.source())) {
                    types.put(s.column(), s.type());
                }
            });
        }
        String changed = types.entrySet().stream()
                .map(s -> changed(Identifier.quote(s.getKey()), s.getValue()))
                .collect(Collectors.joining(" OR "));
        return onlyOnChange ? changed : "current_setting('zdm.chunk', true) IS DISTINCT FROM 'on' OR " + changed;
    }

    /** Equal values of the two types mean that the one is what the other converts to. */
    private static boolean tellsByItself(Synced column) {
        if (!column.plain()) {
            return false;
        }
        String sourceType = column.sources().get(0).type();
        return (INTEGERS.contains(sourceType) && INTEGERS.contains(column.targetType()))
                || (StoredValues.isText(sourceType) && StoredValues.isText(column.targetType()));
    }

    private static String changed(String column, String type) {
        return StoredValues.differ("OLD." + column, "NEW." + column, type);
    }

    private String createFunction() {
        boolean resolvesNames = columns.stream().anyMatch(c -> !c.plain());
        return """
                CREATE OR REPLACE FUNCTION zdm.%s() RETURNS trigger
                LANGUAGE plpgsql%s AS $zdm$
                %sBEGIN
                %s    RETURN %s;
                END
                $zdm$""".formatted(
                        function,
                        resolvesNames ? " SET search_path = ''" : "",
                        declarations(),
                        columns.stream().map(this::assignment).collect(Collectors.joining()),
                        row("new"));
    }

    /** PL/pgSQL's own variables, by the function's name: a column may be called new, and so may the variable for it. */
    private String row(String variable) {
        return function + "." + variable;
    }

    /** A variable for each column that an expression reads, under the column's own name. */
    private String declarations() {
        String variables = columns.stream()
                .filter(c -> !c.plain())
                .flatMap(c -> c.sources().stream())
                .distinct()
                .map(s -> "    " + Identifier.quote(s.column()) + " " + s.type() + ";\n")
                .collect(Collectors.joining());
        return variables.isEmpty() ? "" : "DECLARE\n" + variables;
    }

    private String assignment(Synced column) {
        if (!onlyOnChange || (columns.size() == 1 && !rowsMove)) {
            return conversion(column);
        }
        // The trigger fires where any source changed; the others' targets keep their originals. So does that of a row
        // that comes from another table partition: nothing else inserts one with a value there.
        String source = Identifier.quote(column.source());
        String inserted = row("tg_op") + " = 'INSERT'"
                + (rowsMove ? " AND " + row("new") + "." + Identifier.quote(column.target()) + " IS NULL" : "");
        return "    IF " + inserted + " OR " + row("tg_op") + " = 'UPDATE' AND pg_catalog.record_image_ne(ROW("
                + row("old") + "." + source + "), ROW(" + row("new") + "." + source + ")) THEN\n" + conversion(column)
                + "    END IF;\n";
    }

    private String conversion(Synced column) {
        String target = row("new") + "." + Identifier.quote(column.target());
        if (column.expression() == null) {
            return "    " + target + " := NULL;\n";
        }
        String statements = column.plain()
                ? target + " := " + row("new") + "." + Identifier.quote(column.source()) + ";"
                : column.sources().stream()
                                .map(s -> Identifier.quote(s.column()) + " := " + row("new") + "."
                                        + Identifier.quote(s.column()) + "; ")
                                .collect(Collectors.joining())
                        + target + " := " + column.expression() + ";";
        return column.unfailing()
                ? "    " + statements + "\n"
                : "    BEGIN\n        " + statements + "\n    EXCEPTION WHEN OTHERS THEN\n        " + target
                        + " := NULL;\n    END;\n";
    }
}
