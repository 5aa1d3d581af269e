package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot.Part;
import io.zdm.engine.catalog.Identifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names of the parts that PostgreSQL gives a foreign key to a partitioned table: after the columns as they are called. */
public final class ForeignKeyParts {

    private ForeignKeyParts() {}

    /** After the foreign key itself has its name: its parts take those that the original's have. */
    public static List<String> takeNames(String table, List<ConstraintSnapshot> constraints) {
        return constraints.stream()
                .filter(k -> !Objects.requireNonNull(k.foreignKey()).parts().isEmpty())
                .map(k -> takeNames(
                        table, k.name(), Objects.requireNonNull(k.foreignKey()).parts()))
                .toList();
    }

    /** A table partition that the referenced table has got since keeps the name of its part. */
    private static String takeNames(String table, String constraint, List<Part> parts) {
        return """
                DO $zdm$
                DECLARE
                    zdm_part record;
                BEGIN
                    FOR zdm_part IN
                        WITH RECURSIVE part AS (
                            SELECT k.oid, k.conname, k.conrelid, k.confrelid FROM pg_catalog.pg_constraint k
                            WHERE k.conrelid = %1$s::pg_catalog.regclass AND k.conname = %2$s AND k.contype = 'f'
                            UNION ALL
                            SELECT k.oid, k.conname, k.conrelid, k.confrelid
                            FROM part JOIN pg_catalog.pg_constraint k
                            ON k.conparentid = part.oid AND k.conrelid = part.conrelid
                        )
                        SELECT part.conname AS now, wanted.name AS wanted
                        FROM part JOIN unnest(ARRAY[%3$s]::text[], ARRAY[%4$s]::text[]) wanted(referenced, name)
                        ON part.confrelid = pg_catalog.to_regclass(wanted.referenced)
                        WHERE part.conname <> wanted.name AND part.conname <> %2$s
                    LOOP
                        EXECUTE pg_catalog.format('ALTER TABLE %%s RENAME CONSTRAINT %%I TO %%I', %1$s, zdm_part.now,
                            zdm_part.wanted);
                    END LOOP;
                END
                $zdm$""".formatted(
                Identifier.literal(table),
                Identifier.literal(constraint),
                parts.stream().map(p -> Identifier.literal(p.referenced())).collect(Collectors.joining(", ")),
                parts.stream().map(p -> Identifier.literal(p.name())).collect(Collectors.joining(", ")));
    }
}
