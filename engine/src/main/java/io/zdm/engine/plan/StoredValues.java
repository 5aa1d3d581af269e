package io.zdm.engine.plan;

import java.util.List;

/**
 * Compares what is stored: equal for the type may still be other bytes, and json has no equality. Asked of every row of
 * a table, so the common types have cheaper words for it than images of rows.
 */
public final class StoredValues {

    /** Equal values of these types are equal bytes. */
    private static final List<String> EXACT = List.of(
            "smallint",
            "integer",
            "bigint",
            "boolean",
            "date",
            "uuid",
            "oid",
            "bytea",
            "timestamp without time zone",
            "timestamp with time zone");

    private StoredValues() {}

    /**
     * True where the two are not stored alike; never NULL.
     *
     * @param one and {@code other}: SQL expressions of the type, or of two types whose values compare directly
     * @param type as format_type prints it
     */
    public static String differ(String one, String other, String type) {
        if (EXACT.contains(type)) {
            return one + " IS DISTINCT FROM " + other;
        }
        if (isText(type)) {
            return one + " COLLATE \"C\" IS DISTINCT FROM " + other + " COLLATE \"C\"";
        }
        return "record_image_ne(ROW(" + one + "), ROW(" + other + "))";
    }

    public static boolean isText(String type) {
        return type.equals("text") || (type.startsWith("character varying") && !type.endsWith("[]"));
    }
}
