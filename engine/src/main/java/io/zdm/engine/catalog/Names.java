package io.zdm.engine.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** Names of what the engine makes outside its own schema. */
public final class Names {

    /** In the order in which PostgreSQL fires triggers: that of their names' bytes, which is not that of Java's characters. */
    public static final Comparator<String> FIRING_ORDER =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

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
}
