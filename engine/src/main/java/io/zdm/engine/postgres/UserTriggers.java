package io.zdm.engine.postgres;

/**
 * Keeps the user's triggers from hearing the engine's chunks: an owner may not silence a session, but may give a trigger
 * one more condition. The statements look at the triggers as they are then, not as they were in the plan.
 */
public final class UserTriggers {

    private UserTriggers() {}

    /** @param table qualified and quoted; locked in ACCESS EXCLUSIVE, with {@code search_path = ''} */
    public static String silence(String table) {
        return TriggerSql.silence(table);
    }

    /** Whether nothing is left to silence on the table, as an SQL question. */
    public static String silent(String table) {
        return TriggerSql.silent(table);
    }

    /** Undoes {@link #silence}; enabled states and comments stay as they are. */
    public static String restore(String table) {
        return TriggerSql.restore(table);
    }
}
