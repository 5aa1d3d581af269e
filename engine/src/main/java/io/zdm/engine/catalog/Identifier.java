package io.zdm.engine.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** SQL identifiers and literals: the one place where names are quoted. */
public final class Identifier {

    /** What {@code quote_ident} quotes: every keyword of PostgreSQL 18 that is not unreserved. */
    private static final Set<String> KEYWORDS = Set.of("""
            all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
            cast char character check coalesce collate collation column concurrently constraint create cross
            current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
            decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
            freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
            interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
            json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
            localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
            only or order out outer overlaps overlay placing position precision primary real references returning right
            row select session_user setof similar smallint some substring symmetric system_user table tablesample then
            time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where
            window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
            xmlserialize xmltable
            """.strip().split("\\s+"));

    private static final int MAX_BYTES = 63;

    private Identifier() {}

    /** The name as SQL: bare where that means the same, else in double quotes. */
    public static String quote(String name) {
        return isPlain(name) && !KEYWORDS.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name written as in SQL: unquoted it folds to lower case, in double quotes it is exact. */
    public static String parse(String written) {
        String text = written.strip();
        if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
            return text.substring(1, text.length() - 1).replace("\"\"", "\"");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    public static String qualified(String schema, String name) {
        return quote(schema) + "." + quote(name);
    }

    /** The text as an SQL string constant, whatever {@code standard_conforming_strings} says. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /** Whether PostgreSQL would not cut it. */
    public static boolean fits(String name) {
        return bytes(name) <= MAX_BYTES;
    }

    /**
     * {@code name + suffix} in at most 63 bytes of UTF-8: a longer name is cut at a character's end and keeps a hash of
     * the whole, so that two long names do not meet.
     */
    public static String suffixed(String name, String suffix) {
        String whole = name + suffix;
        if (bytes(whole) <= MAX_BYTES) {
            return whole;
        }
        String tail = "_" + hash(name) + suffix;
        StringBuilder head = new StringBuilder();
        int room = MAX_BYTES - bytes(tail);
        for (int codePoint : name.codePoints().toArray()) {
            String next = Character.toString(codePoint);
            room -= bytes(next);
            if (room < 0) {
                break;
            }
            head.append(next);
        }
        return head + tail;
    }

    private static String hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return String.format("%08x", (int) (hash ^ (hash >>> 32)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.charAt(0) != '$'
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_');
    }
}
