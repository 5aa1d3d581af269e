package io.zdm.engine.catalog;

/** Names of what the engine makes outside its own schema. */
public final class Names {

    private static final String NEW = "__zdm_new";
    private static final String OLD = "__zdm_old";

    private Names() {}

    /** Of a shadow column and of the indexes and constraints on it, until the swap. */
    public static String shadow(String name) {
        return Identifier.suffixed(name, NEW);
    }

    /** Of the old column and its indexes, from the swap until contract. */
    public static String old(String name) {
        return Identifier.suffixed(name, OLD);
    }

    /** Whether a column of that name is an open change's. */
    public static boolean isGuise(String column) {
        return column.endsWith(NEW) || column.endsWith(OLD);
    }

    /** Of the CHECK that proves a column has no NULL before NOT NULL is set. */
    public static String notNullProof(String column) {
        return Identifier.suffixed(column, "__zdm_not_null");
    }

    /**
     * Of a trigger that must fire after all of the user's: PostgreSQL fires them in the byte order of their names.
     *
     * @param lastUserTrigger the greatest name among the table's own triggers, or empty
     */
    public static String lastTrigger(String purpose, String lastUserTrigger) {
        StringBuilder prefix = new StringBuilder("zzz");
        while ((prefix + "_zdm_").compareTo(lastUserTrigger) <= 0 && prefix.length() < 40) {
            prefix.append('z');
        }
        return prefix + "_zdm_" + purpose;
    }
}
