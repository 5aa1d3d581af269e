package io.zdm.jobs.sql;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a statement is run, told by its first words.
 *
 * @param refusal why it is not, else null
 * @param outside of a transaction
 * @param scans whether it reads a table for long under a lock that blocks nobody: then without a statement timeout
 * @param applied for one outside: an SQL question, whether it is done; null where it may be repeated
 * @param leftovers for one outside: an SQL question, what removes what a broken attempt has left
 * @param taken an SQL question: what stands already where something is to be made
 */
record Sorted(
        @Nullable String refusal,
        boolean outside,
        boolean scans,
        @Nullable String applied,
        @Nullable String leftovers,
        @Nullable String taken) {

    private static final Set<String> TRANSACTIONS =
            Set.of("begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare");

    private static final Set<String> SESSIONS = Set.of(
            "set",
            "reset",
            "discard",
            "listen",
            "unlisten",
            "load",
            "execute",
            "deallocate",
            "declare",
            "fetch",
            "close",
            "move",
            "lock");

    static Sorted of(Statement statement) {
        String first = statement.words().get(0);
        if (TRANSACTIONS.contains(first)) {
            return refused(
                    "The engine runs each statement in a transaction of its own: " + first + " cannot be among them");
        }
        if (SESSIONS.contains(first)) {
            return refused("Each statement may run in another session: " + first + " would be of no use to the next");
        }
        if (first.equals("do") || first.equals("call")) {
            return refused(
                    "What is inside of " + first
                            + " takes locks one after the other, and the engine cannot part them: write the statements themselves");
        }
        if (first.equals("copy") || first.equals("\\")) {
            return refused("There is no psql here: " + first + " cannot be run");
        }
        if (first.equals("vacuum")) {
            return new Sorted(null, true, false, null, null, null);
        }
        if (statement.words().contains("concurrently")) {
            return concurrently(statement);
        }
        boolean validate = statement.begins("alter", "table")
                && statement.words().contains("validate")
                && statement.words().contains("constraint");
        return new Sorted(null, false, validate, null, null, null);
    }

    private static Sorted refused(String why) {
        return new Sorted(why, false, false, null, null, null);
    }

    private static Sorted concurrently(Statement statement) {
        List<String> words = statement.words();
        if (statement.begins("create", "index") || statement.begins("create", "unique", "index")) {
            return created(words);
        }
        if (statement.begins("drop", "index")) {
            return !statement.begins("drop", "index", "concurrently", "if", "exists")
                    ? refused("Say IF EXISTS: after an interruption the index may be gone already")
                    : new Sorted(null, true, false, null, null, null);
        }
        // A refresh may stand in a transaction, too, but takes its time.
        if (words.get(0).equals("reindex") || words.get(0).equals("refresh")) {
            return new Sorted(null, true, false, null, null, null);
        }
        if (statement.begins("alter", "table")) {
            return refused("A DETACH … CONCURRENTLY that is cut off has to be finalized: run it by hand");
        }
        return new Sorted(null, false, false, null, null, null);
    }

    /** CREATE [UNIQUE] INDEX CONCURRENTLY [IF NOT EXISTS] name ON [ONLY] [schema.]table. */
    private static Sorted created(List<String> words) {
        int at = words.indexOf("concurrently") + 1;
        if (words.subList(at, words.size()).size() > 3
                && words.subList(at, at + 3).equals(List.of("if", "not", "exists"))) {
            at += 3;
        }
        if (words.get(at).equals("on")) {
            return refused("Give the index a name: else nobody can tell after an interruption whether it stands");
        }
        String index = name(words.get(at));
        int table = at + 2;
        if (words.get(table).equals("only")) {
            table++;
        }
        boolean qualified = words.size() > table + 2 && words.get(table + 1).equals(".");
        String found = " FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class c ON c.oid = x.indexrelid"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
                + " JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace WHERE c.relname = "
                + Identifier.literal(index) + " AND t.relname = "
                + Identifier.literal(name(words.get(qualified ? table + 2 : table)))
                + (qualified ? " AND tn.nspname = " + Identifier.literal(name(words.get(table))) : "");
        return new Sorted(
                null,
                true,
                false,
                "SELECT EXISTS (SELECT" + found + " AND x.indisvalid)",
                "SELECT pg_catalog.format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, c.relname)" + found
                        + " AND NOT x.indisvalid",
                "SELECT pg_catalog.pg_get_indexdef(x.indexrelid)" + found + " AND x.indisvalid");
    }

    /** As the catalog has it. */
    private static String name(String word) {
        return word.startsWith("\"") ? word.substring(1) : word;
    }
}
