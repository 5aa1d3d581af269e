package io.zdm.engine.change;

import java.util.List;
import java.util.Map;

/** A kind of change: its name, the keys of its definition, and how a definition becomes a {@link SchemaChange}. */
public interface ChangeKind {

    /** As on the command line and in change files, for example {@code changeColumnType}. */
    String name();

    /** One sentence for help texts. */
    String summary();

    /** A complete command line to learn from. */
    String example();

    /** The keys beside {@code change}, {@code table} and {@code name}. */
    List<Key> keys();

    /**
     * Reads a definition.
     *
     * @param table as written by the user
     * @param values by key: String, Boolean, or a List of Maps of the same
     * @throws InvalidDefinitionException where a value is missing or not understood
     */
    SchemaChange read(String table, Map<String, Object> values);
}
