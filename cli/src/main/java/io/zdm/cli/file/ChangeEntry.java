package io.zdm.cli.file;

import io.zdm.engine.change.Origin;
import io.zdm.engine.change.SchemaChange;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One change of a change file.
 *
 * @param line where it begins, from 1
 * @param number its place among the file's changes, from 1
 * @param name its own, else the file's, else null
 * @param kind as in {@link io.zdm.engine.change.ChangeKind#name}
 * @param table as written
 * @param priority the higher ones are run first; 0 where nothing is said
 */
public record ChangeEntry(
        Path file,
        int line,
        int number,
        @Nullable String name,
        String kind,
        String table,
        SchemaChange change,
        int priority) {

    /** {@code file:line}, which editors and terminals open. */
    public String place() {
        return file + ":" + line;
    }

    /** By which it is known again once it is applied. */
    public Origin origin() {
        return new Origin(String.valueOf(file.getFileName()), number);
    }

    public SqlName tableName() {
        return SqlName.parse(table);
    }
}
