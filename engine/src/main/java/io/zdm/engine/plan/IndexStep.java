package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index CONCURRENTLY. An INVALID leftover of that name is dropped first.
 *
 * @param table qualified and quoted
 * @param definition what follows the table's name, as PostgreSQL deparses it: {@code USING btree (…) …}
 * @param tablespace null for the database's own
 * @param afterwards comment, statistics targets and the like: cheap statements that run when the index stands
 * @param name whose it is; null, as in changes begun by an earlier release, for the engine's
 */
public record IndexStep(
        String id,
        Phase phase,
        String title,
        String schema,
        String index,
        String table,
        boolean unique,
        String definition,
        @Nullable String tablespace,
        List<String> afterwards,
        @Nullable Name name)
        implements PlannedStep {

    /** Whose the index's name is. */
    public enum Name {
        /** The engine's: a valid index of that name and another definition is of an earlier plan, and dropped. */
        ENGINE,
        /** The user's: a valid index of that name and another definition is somebody's work, and stays. */
        USER
    }

    /** With a name of the engine's. */
    public IndexStep(
            String id,
            Phase phase,
            String title,
            String schema,
            String index,
            String table,
            boolean unique,
            String definition,
            @Nullable String tablespace,
            List<String> afterwards) {
        this(id, phase, title, schema, index, table, unique, definition, tablespace, afterwards, Name.ENGINE);
    }

    @Override
    @JsonIgnore
    public LockLevel lock() {
        return LockLevel.SHARE_UPDATE_EXCLUSIVE;
    }

    @JsonIgnore
    public String create() {
        return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX CONCURRENTLY " + Identifier.quote(index) + " ON " + table
                + " " + definition;
    }

    /** The definition has no place for it that could be appended to. */
    @JsonIgnore
    public String setTablespace() {
        return "SET default_tablespace = " + Identifier.literal(tablespace == null ? "" : tablespace);
    }

    @JsonIgnore
    public String drop() {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + Identifier.qualified(schema, index);
    }

    /**
     * What is done when the index stands, under the lock protocol like any DDL: {@code DEPENDS ON EXTENSION} takes ACCESS
     * EXCLUSIVE on the index, behind which every query on the table would queue.
     */
    @JsonIgnore
    public DdlStep dress() {
        return new DdlStep(
                id + ":dress",
                phase,
                "Give the index " + Identifier.quote(index) + " what its definition leaves out",
                List.of(),
                afterwards,
                null,
                DdlStep.Effect.NONE,
                false,
                List.of());
    }

    @Override
    @JsonIgnore
    public List<String> script() {
        List<String> lines = new ArrayList<>(List.of(drop(), setTablespace(), create()));
        lines.addAll(afterwards);
        return lines;
    }
}
