package io.zdm.cli.render;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.postgres.ColumnDependents;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a script asks of the catalog: how far the change is, and whether it is safe to go on. */
final class ScriptChecks {

    /** First key of the advisory lock with which the engine owns a table's change. */
    private static final int LOCK_CLASS = 1_515_218_242;

    private final MigrationPlan plan;
    private final String table;

    ScriptChecks(MigrationPlan plan) {
        this.plan = plan;
        this.table = Identifier.literal(plan.table().sql()) + "::pg_catalog.regclass";
    }

    /** Keeps the engine, and the same script in another session, away until this session ends; waits for one that dies. */
    String own() {
        return """
                DO $zdm$
                BEGIN
                    FOR zdm_attempt IN 1..20 LOOP
                        IF pg_try_advisory_lock(%d, %s::oid::bigint::bit(32)::int) THEN
                            RETURN;
                        END IF;
                        PERFORM pg_sleep(0.1);
                    END LOOP;
                    RAISE EXCEPTION 'Another session is changing this table'
                        USING HINT = 'See zdm-batch status, and pg_locks for the advisory lock.';
                END
                $zdm$""".formatted(LOCK_CLASS, table);
    }

    /** Whether the old columns stand under their second name. */
    String swapped() {
        return asked(Effect.SWAPPED).orElseGet(() -> anyColumn(PlannedColumn::contracted));
    }

    /** Whether shadow columns are there. */
    String expanded() {
        return anyColumn(c -> c.second() != null ? c.second() : Names.shadow(c.name()));
    }

    private String anyColumn(Function<PlannedColumn, String> guise) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = " + table
                + " AND NOT attisdropped AND attname IN ("
                + plan.columns().stream()
                        .map(c -> Identifier.literal(guise.apply(c)))
                        .collect(Collectors.joining(", "))
                + "))";
    }

    private static final String TYPE = "pg_catalog.concat(pg_catalog.format_type(atttypid, atttypmod),"
            + " (SELECT pg_catalog.format(' COLLATE %I.%I', n.nspname, o.collname) FROM pg_catalog.pg_type t"
            + " JOIN pg_catalog.pg_collation o ON o.oid = attcollation AND o.oid <> t.typcollation"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = o.collnamespace WHERE t.oid = atttypid))";

    /** Whether the columns have their new types, and nothing else of the change is left. */
    String finished() {
        return asked(Effect.CONTRACTED).orElseGet(this::hasTargets);
    }

    /** What the step with that effect asks itself. */
    private Optional<String> asked(Effect effect) {
        return plan.forward().stream()
                .filter(DdlStep.class::isInstance)
                .map(DdlStep.class::cast)
                .filter(s -> s.effect() == effect && s.applied() != null)
                .map(s -> String.valueOf(s.applied()))
                .findFirst();
    }

    private String hasTargets() {
        return "SELECT (SELECT count(*) = " + plan.columns().size()
                + " FROM pg_catalog.pg_attribute WHERE attrelid = " + table + " AND NOT attisdropped AND ("
                + plan.columns().stream().map(ScriptChecks::hasTarget).collect(Collectors.joining(" OR "))
                + ")) AND NOT (" + swapped() + ") AND NOT (" + expanded() + ")";
    }

    private static String hasTarget(PlannedColumn column) {
        String named = "attname = " + Identifier.literal(column.name());
        return column.fromType().equals(column.toType())
                ? named + " AND attnum <> " + column.number()
                : named + " AND " + TYPE + " = " + Identifier.literal(column.toType());
    }

    /** Makes the function that describes what hangs on a column, for {@link #notDrifted}. */
    String describe() {
        return """
                CREATE OR REPLACE FUNCTION pg_temp.zdm_facts(zdm_table regclass, zdm_column text) RETURNS SETOF text
                LANGUAGE sql STABLE AS $zdm$
                %s$zdm$""".formatted(ColumnDependents.question(
                "zdm_table",
                "(SELECT f.attnum FROM pg_attribute f WHERE f.attrelid = zdm_table"
                        + " AND f.attname = zdm_column AND NOT f.attisdropped)"));
    }

    /** Stops where the catalog does not say of the columns what it said when this was planned. */
    String notDrifted() {
        return """
                DO $zdm$
                DECLARE
                    zdm_planned text[] := ARRAY[
                        %s]::text[];
                    zdm_now text[] := ARRAY(SELECT f FROM unnest(ARRAY[%s]) c, pg_temp.zdm_facts(%s, c) f);
                    zdm_came text := (SELECT string_agg(n, '; ') FROM unnest(zdm_now) n WHERE n <> ALL (zdm_planned));
                    zdm_went text := (SELECT string_agg(p, '; ') FROM unnest(zdm_planned) p WHERE p <> ALL (zdm_now));
                BEGIN
                    IF zdm_came IS NOT NULL OR zdm_went IS NOT NULL THEN
                        RAISE EXCEPTION 'The catalog is not what this script was made for. New or changed: %%. Gone: %%.',
                            coalesce(zdm_came, 'nothing'), coalesce(zdm_went, 'nothing')
                            USING HINT = 'Plan again. What this script has made so far is removed by -v rollback=on.';
                    END IF;
                END
                $zdm$""".formatted(
                plan.dependents().stream().map(Identifier::literal).collect(Collectors.joining(",\n        ")),
                plan.columns().stream().map(c -> Identifier.literal(c.name())).collect(Collectors.joining(", ")),
                table);
    }

    /** Stops where the last verify did not succeed, or what keeps its result true was touched since. */
    static String proven(VerifyStep verify) {
        return """
                DO $zdm$
                BEGIN
                    IF current_setting('zdm.proof', true) IS DISTINCT FROM (%s) THEN
                        RAISE EXCEPTION 'Not swapped: a trigger that keeps the rows in step was changed after verify%s';
                    END IF;
                END
                $zdm$""".formatted(
                        verify.guardsNow(),
                        verify.walks().stream().anyMatch(w -> w.key().isBlocks())
                                ? ", or a table without a key was rewritten"
                                : "");
    }

    /** Stops where dropping the old columns would take along what somebody has put on them since the swap. */
    String nothingOnOld() {
        return """
                DO $zdm$
                DECLARE
                    zdm_other text := (SELECT string_agg(DISTINCT pg_describe_object(d.classid, d.objid, d.objsubid), '; ')
                        FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                        WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = %1$s AND a.attname IN (%2$s)
                        AND NOT EXISTS (SELECT FROM pg_class i WHERE d.classid = 'pg_class'::regclass AND i.oid = d.objid
                                        AND i.relname ~ '__zdm_(old|new)$')
                        AND NOT EXISTS (SELECT FROM pg_attrdef f WHERE d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
                                        AND f.adrelid = a.attrelid AND f.adnum = a.attnum)
                        AND NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                        WHERE d.classid = 'pg_trigger'::regclass AND t.oid = d.objid
                                        AND p.pronamespace = to_regnamespace('zdm'))
                        AND NOT EXISTS (SELECT FROM pg_statistic_ext s WHERE d.classid = 'pg_statistic_ext'::regclass
                                        AND s.oid = d.objid AND s.stxname LIKE '%%\\_\\_zdm\\_old'));
                BEGIN
                    IF zdm_other IS NOT NULL THEN
                        RAISE EXCEPTION 'Not dropped: the old column is used by %%', zdm_other;
                    END IF;
                END
                $zdm$""".formatted(
                        table,
                        plan.columns().stream()
                                .map(c -> Identifier.literal(c.contracted()))
                                .collect(Collectors.joining(", ")));
    }

    /** Whether the index stands, valid and with just this definition. */
    static String built(IndexStep step) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_index x WHERE x.indexrelid = pg_catalog.to_regclass("
                + Identifier.literal(Identifier.qualified(step.schema(), step.index()))
                + ") AND x.indisvalid AND x.indisready AND pg_catalog.pg_get_indexdef(x.indexrelid) = "
                + Identifier.literal(step.create().replace(" INDEX CONCURRENTLY ", " INDEX ")) + ")";
    }

    /** Stops where somebody's valid index has the name. */
    static String noOtherIndex(IndexStep step) {
        return """
                DO $zdm$
                DECLARE
                    zdm_other text := (SELECT pg_get_indexdef(x.indexrelid) FROM pg_index x
                        WHERE x.indexrelid = to_regclass(%s) AND x.indisvalid);
                BEGIN
                    IF zdm_other IS NOT NULL THEN
                        RAISE EXCEPTION 'There is another index of that name: %%', zdm_other;
                    END IF;
                END
                $zdm$""".formatted(Identifier.literal(Identifier.qualified(step.schema(), step.index())));
    }

    /** Stops where the plan's question is not answered as it was when this was planned. */
    String asWatched(String question) {
        return """
                DO $zdm$
                DECLARE
                    zdm_planned text[] := ARRAY[
                        %s]::text[];
                    zdm_now text[] := ARRAY(%s);
                BEGIN
                    IF zdm_planned <> zdm_now THEN
                        RAISE EXCEPTION 'The catalog is not what this script was made for: now %%, then %%',
                            array_to_string(zdm_now, '; '), array_to_string(zdm_planned, '; ')
                            USING HINT = 'Plan again. What this script has made so far is removed by -v rollback=on.';
                    END IF;
                END
                $zdm$""".formatted(
                        plan.dependents().stream().map(Identifier::literal).collect(Collectors.joining(",\n        ")),
                        question);
    }

    static String schemaExists() {
        return "SELECT pg_catalog.to_regnamespace('zdm') IS NOT NULL";
    }

    /** Whether the schema zdm is not there, not ours, or still of use. */
    static String schemaStays() {
        return "SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = 'zdm'"
                + " AND pg_catalog.pg_has_role(n.nspowner, 'USAGE') AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d"
                + " WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid))";
    }

    static String refused(List<String> problems) {
        return """
                DO $zdm$
                BEGIN
                    RAISE EXCEPTION USING MESSAGE = %s;
                END
                $zdm$""".formatted(Identifier.literal("This change is refused: " + String.join("; ", problems)));
    }
}
