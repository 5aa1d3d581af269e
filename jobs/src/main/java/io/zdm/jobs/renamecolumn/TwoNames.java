package io.zdm.jobs.renamecolumn;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.LastTrigger;
import io.zdm.engine.plan.StoredValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two columns equal on every write to either: the one that was written says the value, the new name where both were.
 * Fires last and always, and only where the two differ; what it writes fires nothing. In its body nothing but a default
 * needs the application's search_path, which is empty then.
 *
 * @param table qualified and quoted
 * @param function in the schema zdm, unquoted
 * @param type of both, as SQL
 * @param defaultExpression what either has without being written; null for NULL
 */
record TwoNames(
        String table,
        String function,
        String trigger,
        String column,
        String to,
        String type,
        @Nullable String defaultExpression) {

    static TwoNames of(
            String table,
            long number,
            String lastUserTrigger,
            String column,
            String to,
            String type,
            @Nullable String defaultExpression) {
        String function = "names_" + number;
        return new TwoNames(
                table, function, LastTrigger.of(function, lastUserTrigger), column, to, type, defaultExpression);
    }

    /** To be run in one transaction under ACCESS EXCLUSIVE. */
    List<String> create() {
        return List.of(
                """
                CREATE OR REPLACE FUNCTION zdm.%1$s() RETURNS trigger
                LANGUAGE plpgsql%6$s AS $zdm$
                BEGIN
                    IF %1$s.tg_op = 'INSERT'
                            AND pg_catalog.record_image_ne(ROW(%1$s.new.%3$s), ROW(CAST(%5$s AS %4$s)))
                        OR %1$s.tg_op = 'UPDATE'
                            AND pg_catalog.record_image_ne(ROW(%1$s.new.%3$s), ROW(%1$s.old.%3$s)) THEN
                        %1$s.new.%2$s := %1$s.new.%3$s;
                    ELSE
                        %1$s.new.%3$s := %1$s.new.%2$s;
                    END IF;
                    RETURN %1$s.new;
                END
                $zdm$""".formatted(
                                function,
                                Identifier.quote(column),
                                Identifier.quote(to),
                                type,
                                defaultExpression == null ? "NULL" : "(" + defaultExpression + ")",
                                defaultExpression == null ? "" : " SET search_path = ''"),
                dropTrigger(),
                "CREATE TRIGGER " + Identifier.quote(trigger) + " BEFORE INSERT OR UPDATE ON " + table
                        + " FOR EACH ROW WHEN (" + differ("NEW.") + ") EXECUTE FUNCTION zdm." + function + "()",
                "ALTER TABLE " + table + " ENABLE ALWAYS TRIGGER " + Identifier.quote(trigger));
    }

    /** Whether a row's two columns are not alike. */
    String differ(String row) {
        return StoredValues.differ(row + Identifier.quote(column), row + Identifier.quote(to), type);
    }

    String dropTrigger() {
        return "DROP TRIGGER IF EXISTS " + Identifier.quote(trigger) + " ON " + table;
    }

    String dropFunction() {
        return "DROP FUNCTION IF EXISTS zdm." + function + "()";
    }

    /** Notes that both columns hold every value: a script sees it by that. */
    String declare() {
        return "COMMENT ON FUNCTION zdm." + function + "() IS 'both names are good'";
    }

    /** An SQL question. */
    String isDeclared() {
        return "SELECT pg_catalog.obj_description(pg_catalog.to_regprocedure('zdm." + function
                + "()'), 'pg_proc') IS NOT NULL";
    }

    /** An SQL question. */
    String stands() {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = " + Identifier.literal(table)
                + "::pg_catalog.regclass AND tgenabled = 'A' AND tgname = " + Identifier.literal(trigger) + ")";
    }

    /** A statement that stops whoever would take one of the two for the other without it. */
    String insist() {
        return """
                DO $zdm$
                BEGIN
                    IF NOT (%s) THEN
                        RAISE EXCEPTION 'The trigger %% of %% is not there or not enabled: the two columns may differ',
                            %s, %s USING ERRCODE = 'object_not_in_prerequisite_state';
                    END IF;
                END
                $zdm$""".formatted(stands(), Identifier.literal(trigger), Identifier.literal(table));
    }
}
