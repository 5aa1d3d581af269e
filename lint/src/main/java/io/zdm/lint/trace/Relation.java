package io.zdm.lint.trace;

/**
 * A table, view, index or sequence.
 *
 * @param kind pg_class.relkind
 * @param name without its schema
 * @param shown with its schema, but for those in public
 * @param file the number of its file, 0 where it has none
 * @param size of that file
 */
record Relation(long oid, String kind, String name, String shown, long file, long size) {

    /** Whether rows are read from it and its locks make others wait: a table or a materialized view. */
    boolean hasRows() {
        return kind.equals("r") || kind.equals("p") || kind.equals("m");
    }
}
