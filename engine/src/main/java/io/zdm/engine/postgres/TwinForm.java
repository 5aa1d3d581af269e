package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All that a twin is made of, without the names and OIDs that it does not take over: tables of an equal form have equal
 * twins, of which PostgreSQL says the same. Whatever is not sure to be told by the snapshot makes a table one of its own.
 */
record TwinForm(
        char kind,
        List<ColumnSnapshot> columns,
        List<IndexSnapshot> indexes,
        List<ConstraintSnapshot> constraints,
        List<StatisticsSnapshot> statistics) {

    /** Empty where a twin takes over more than the snapshot tells: sequences of identities, generation expressions. */
    static Optional<TwinForm> of(TableSnapshot table) {
        if (table.columns().stream()
                .anyMatch(c -> !c.identity().isEmpty() || !c.generated().isEmpty())) {
            return Optional.empty();
        }
        Map<Integer, Integer> places = new HashMap<>();
        List<ColumnSnapshot> columns = new ArrayList<>();
        for (ColumnSnapshot column : table.columns()) {
            places.put(column.number(), columns.size() + 1);
            columns.add(column(column, columns.size() + 1));
        }
        return Optional.of(new TwinForm(
                table.kind(),
                columns,
                table.indexes().stream().map(i -> index(i, places)).toList(),
                table.constraints().stream()
                        .filter(k -> k.type() != 'f')
                        .map(k -> constraint(k, places))
                        .toList(),
                table.statistics().stream().map(s -> statistics(s, places)).toList()));
    }

    private static ColumnSnapshot column(ColumnSnapshot c, int place) {
        return new ColumnSnapshot(
                c.name(),
                place,
                c.type(),
                c.typeOid(),
                c.typeModifier(),
                c.typeLength(),
                c.collation(),
                c.notNull(),
                c.notNullConstraint(),
                c.notNullComment(),
                c.defaultExpression(),
                c.identity(),
                c.generated(),
                c.storage(),
                c.compression(),
                c.statisticsTarget(),
                c.options(),
                c.comment(),
                c.local(),
                c.parents(),
                c.partitionKey(),
                c.grants());
    }

    /** Indexes are told apart by their order, which is the twin's, too. */
    private static IndexSnapshot index(IndexSnapshot i, Map<Integer, Integer> places) {
        return new IndexSnapshot(
                0,
                "",
                "",
                i.definition(),
                i.unique(),
                i.primary(),
                i.valid(),
                i.immediate(),
                i.exclusion(),
                i.plain(),
                i.clustered(),
                i.replicaIdentity(),
                i.method(),
                i.attributes(),
                i.statisticsTargets(),
                i.keys(),
                places(i.columnNumbers(), places),
                i.constraint() == null ? null : "",
                i.tablespace(),
                i.comment(),
                0,
                i.options(),
                i.extensions());
    }

    /** A key is called as its index, a check is known by its name. */
    private static ConstraintSnapshot constraint(ConstraintSnapshot k, Map<Integer, Integer> places) {
        boolean key = k.type() == 'p' || k.type() == 'u' || k.type() == 'x';
        return new ConstraintSnapshot(
                0,
                key ? "" : k.name(),
                k.type(),
                k.definition(),
                k.validated(),
                k.deferrable(),
                k.deferred(),
                k.inheritable(),
                k.enforced(),
                places(k.columnNumbers(), places),
                k.expression(),
                null,
                k.comment(),
                k.local(),
                k.inherited(),
                0);
    }

    private static StatisticsSnapshot statistics(StatisticsSnapshot s, Map<Integer, Integer> places) {
        return new StatisticsSnapshot(
                0,
                "",
                "",
                s.owner(),
                s.kinds(),
                s.columns(),
                places(s.columnNumbers(), places),
                s.target(),
                s.comment());
    }

    private static List<Integer> places(List<Integer> numbers, Map<Integer, Integer> places) {
        return numbers.stream().map(n -> places.getOrDefault(n, n)).sorted().toList();
    }

    /** By the OIDs of one table's indexes those of another one of this form. */
    static Map<Long, Long> indexes(TableSnapshot from, TableSnapshot to) {
        return pairs(
                from.indexes().stream().map(IndexSnapshot::oid).toList(),
                to.indexes().stream().map(IndexSnapshot::oid).toList());
    }

    /** The same of extended statistics objects. */
    static Map<Long, Long> statistics(TableSnapshot from, TableSnapshot to) {
        return pairs(
                from.statistics().stream().map(StatisticsSnapshot::oid).toList(),
                to.statistics().stream().map(StatisticsSnapshot::oid).toList());
    }

    private static Map<Long, Long> pairs(List<Long> from, List<Long> to) {
        return IntStream.range(0, from.size()).boxed().collect(Collectors.toMap(from::get, to::get));
    }
}
