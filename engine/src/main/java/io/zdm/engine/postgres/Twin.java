package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Rehearsed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** An empty copy of a table, for the length of a transaction that is rolled back. */
final class Twin {

    private final Database database;
    private final CatalogReader catalog;
    private final TableRef ref;
    private final Map<String, Long> indexes;
    private final Map<String, Long> statistics;

    private Twin(Database database, TableRef ref, Map<String, Long> indexes, Map<String, Long> statistics) {
        this.database = database;
        this.catalog = new CatalogReader(database);
        this.ref = ref;
        this.indexes = indexes;
        this.statistics = statistics;
    }

    /** The rollback takes it away again. */
    static Twin create(Database database, TableSnapshot table) {
        String name = "rehearsal_" + database.value("SELECT pg_backend_pid()", Integer.class);
        String schema = ScratchSchema.open(database);
        database.execute("CREATE TABLE " + schema + "." + name + " (LIKE "
                + table.ref().sql() + " INCLUDING ALL EXCLUDING STATISTICS)");
        long oid = database.value("SELECT to_regclass(?)::oid::bigint", Long.class, schema + "." + name);
        CatalogReader catalog = new CatalogReader(database);
        identities(database, table, new TableRef(oid, schema, name));
        table.statistics().forEach(object -> createStatistics(database, schema + "." + name, schema, object));
        return new Twin(
                database,
                new TableRef(oid, schema, name),
                pair(
                        table.indexes().stream().map(IndexSnapshot::oid).toList(),
                        catalog.indexes(oid).stream().map(IndexSnapshot::name).toList()),
                pair(
                        table.statistics().stream().map(StatisticsSnapshot::oid).toList(),
                        catalog.statistics(oid).stream()
                                .map(StatisticsSnapshot::name)
                                .toList()));
    }

    /**
     * LIKE makes them all bigint, and ALTER would not see that they reach as far as their type. From 17 on a table
     * partition shares its parent's sequence, and LIKE makes one of it.
     */
    private static void identities(Database database, TableSnapshot table, TableRef twin) {
        CatalogReader catalog = new CatalogReader(database);
        for (ColumnSnapshot copy : catalog.columns(twin.oid())) {
            if (!copy.identity().isEmpty()) {
                identity(catalog, table.ref().oid(), table.column(copy.name()).orElseThrow())
                        .ifPresentOrElse(
                                original -> database.execute("ALTER SEQUENCE "
                                        + identity(catalog, twin.oid(), copy)
                                                .orElseThrow()
                                                .sql()
                                        + " AS " + original.type() + " " + original.options()),
                                () -> database.execute("ALTER TABLE " + twin.sql() + " ALTER COLUMN "
                                        + Identifier.quote(copy.name()) + " DROP IDENTITY"));
            }
        }
    }

    private static Optional<SequenceSnapshot> identity(CatalogReader catalog, long table, ColumnSnapshot column) {
        return catalog.sequences(table, column.number()).stream()
                .filter(SequenceSnapshot::identity)
                .findFirst();
    }

    /** LIKE would take the wrong columns on 14 where some were dropped: it counts them as they are on the table. */
    private static void createStatistics(Database database, String twin, String schema, StatisticsSnapshot object) {
        String kinds = object.kinds().isEmpty() ? "" : " (" + String.join(", ", object.kinds()) + ")";
        database.execute("CREATE STATISTICS " + schema + ".rehearsal_statistics_" + object.oid() + kinds + " ON "
                + object.columns() + " FROM " + twin);
    }

    TableRef ref() {
        return ref;
    }

    /** The OID of the table's index that this one stands for. */
    long original(IndexSnapshot index) {
        return Objects.requireNonNull(indexes.get(index.name()));
    }

    /** How everything reads now. The names of an index's own columns are asked for by creating it once more. */
    Rehearsed.Shape shape() {
        Map<Long, IndexSnapshot> shapedIndexes = new HashMap<>();
        for (IndexSnapshot index : catalog.indexes(ref.oid())) {
            shapedIndexes.put(original(index), createdAnew(index));
        }
        Map<Long, StatisticsSnapshot> shapedStatistics = new HashMap<>();
        for (StatisticsSnapshot object : catalog.statistics(ref.oid())) {
            shapedStatistics.put(Objects.requireNonNull(statistics.get(object.name())), object);
        }
        Map<String, ConstraintSnapshot> checks = new HashMap<>();
        Map<Long, ConstraintSnapshot> keys = new HashMap<>(); // a constraint is called as its index
        for (ConstraintSnapshot constraint : catalog.constraints(ref.oid())) {
            Long index = indexes.get(constraint.name());
            if (constraint.type() == 'c') {
                checks.put(constraint.name(), constraint);
            } else if (index != null) {
                keys.put(index, constraint);
            }
        }
        return new Rehearsed.Shape(shapedIndexes, shapedStatistics, checks, keys);
    }

    private IndexSnapshot createdAnew(IndexSnapshot index) {
        if (index.exclusion()) {
            return index;
        }
        database.execute("SAVEPOINT zdm_index");
        database.execute("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX zdm_probe_index ON " + ref.sql() + " "
                + index.definition());
        List<String> attributes = catalog.indexes(ref.oid()).stream()
                .filter(i -> i.name().equals("zdm_probe_index"))
                .findFirst()
                .orElseThrow()
                .attributes();
        database.execute("ROLLBACK TO SAVEPOINT zdm_index");
        return index.withAttributes(attributes);
    }

    /** Both are made in the order of the originals' OIDs, under other names. */
    private static Map<String, Long> pair(List<Long> originals, List<String> twins) {
        if (originals.size() != twins.size()) {
            throw new IllegalStateException(
                    "The twin has " + twins.size() + " indexes or statistics, the table " + originals.size());
        }
        Map<String, Long> pairs = new HashMap<>();
        for (int i = 0; i < twins.size(); i++) {
            pairs.put(twins.get(i), originals.get(i));
        }
        return pairs;
    }
}
