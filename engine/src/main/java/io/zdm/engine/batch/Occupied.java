package io.zdm.engine.batch;

import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.postgres.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables that a change keeps others from: its own and its parts', with their table partitions, and those that a step
 * locks together with them, as the swap of a key does with the tables that refer to it.
 *
 * @param tables all of them
 * @param beside those that it locks together with its own
 */
record Occupied(Set<Long> tables, Set<Long> beside) {

    static Occupied by(ChangeSet set, Database database) {
        Set<Long> own = new HashSet<>(set.tables().boxed().toList());
        own.addAll(oids(database, set.all().stream().flatMap(p -> p.plan().members().stream())));
        Set<Long> locked = oids(
                database,
                set.all().stream()
                        .flatMap(p -> Stream.of(
                                        p.plan().forward(),
                                        p.plan().back(),
                                        p.plan().undo())
                                .flatMap(List::stream))
                        .filter(DdlStep.class::isInstance)
                        .flatMap(s -> ((DdlStep) s).locks().stream())
                        .filter(l -> l.viewOwner() == null && l.level().queuesApplication())
                        .map(TableLock::table));
        Set<Long> all = new HashSet<>(own);
        all.addAll(locked);
        Set<Long> beside = new HashSet<>(locked);
        beside.removeAll(own);
        all.remove(0L);
        return new Occupied(Set.copyOf(all), Set.copyOf(beside));
    }

    private static Set<Long> oids(Database database, Stream<String> names) {
        Collection<String> distinct = names.collect(Collectors.toSet());
        return distinct.isEmpty()
                ? Set.of()
                : Set.copyOf(database.list(
                        "SELECT DISTINCT c.oid::bigint FROM unnest(?) n JOIN pg_catalog.pg_class c ON c.oid = to_regclass(n)"
                                + " WHERE c.relkind IN ('r', 'p')",
                        (row, n) -> row.getLong(1),
                        (Object) distinct.toArray(String[]::new)));
    }
}
