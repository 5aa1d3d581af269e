package io.zdm.engine.change;

import java.util.Map;

/** One change of one table, as the user asked for it. Kinds live in the module {@code jobs}. */
public interface SchemaChange {

    /** The change kind's name, for example {@code changeColumnType}. */
    String kind();

    /** The lead table as the user wrote it: {@code t} or {@code schema.t}, unquoted parts fold to lower case. */
    String table();

    /**
     * The definition with the keys of a change file, defaults left out. Two changes with equal definitions on the same
     * table are the same change.
     */
    Map<String, Object> definition();
}
