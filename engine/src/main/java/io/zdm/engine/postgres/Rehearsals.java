package io.zdm.engine.postgres;

import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.TypeTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rehearsals of the tables of one tree. Most table partitions are made alike; of those of an equal form PostgreSQL is
 * asked once. One that has a foreign key of its own, or is referred to by itself, is always asked about.
 */
final class Rehearsals {

    private final Database database;
    private final Map<Form, Known> known = new HashMap<>();

    Rehearsals(Database database) {
        this.database = database;
    }

    private record Form(TwinForm table, List<TypeTarget> targets) {}

    private record Known(TableSnapshot table, Rehearsed rehearsed) {}

    Rehearsed rehearse(
            TableSnapshot table, List<InboundForeignKey> inbound, List<TypeTarget> targets, String userPath) {
        Optional<Form> form =
                ofItsOwn(table, inbound) ? Optional.empty() : TwinForm.of(table).map(f -> new Form(f, targets));
        Known before = form.map(known::get).orElse(null);
        if (before != null) {
            return transferred(before, table);
        }
        Rehearsed rehearsed = new Rehearsal(database).rehearse(table, inbound, targets, userPath);
        if (rehearsed.problems().isEmpty()) {
            form.ifPresent(f -> known.put(f, new Known(table, rehearsed)));
        }
        return rehearsed;
    }

    /** Foreign keys that are parts of a parent's are asked about with that one. */
    private static boolean ofItsOwn(TableSnapshot table, List<InboundForeignKey> inbound) {
        return table.constraints().stream().anyMatch(k -> k.type() == 'f' && k.parentOid() == 0)
                || inbound.stream().anyMatch(f -> f.constraint().parentOid() == 0);
    }

    private static Rehearsed transferred(Known known, TableSnapshot to) {
        Rehearsed of = known.rehearsed();
        Map<Long, Long> indexes = TwinForm.indexes(known.table(), to);
        Map<Long, Long> statistics = TwinForm.statistics(known.table(), to);
        return new Rehearsed(
                of.problems(),
                of.work(),
                of.columns(),
                transferred(of.shadow(), indexes, statistics),
                transferred(of.old(), indexes, statistics),
                renumbered(of.indexColumns(), indexes),
                of.partners());
    }

    private static Rehearsed.Shape transferred(
            Rehearsed.Shape of, Map<Long, Long> indexes, Map<Long, Long> statistics) {
        return new Rehearsed.Shape(
                renumbered(of.indexes(), indexes),
                renumbered(of.statistics(), statistics),
                of.checks(),
                renumbered(of.keys(), indexes));
    }

    private static <T> Map<Long, T> renumbered(Map<Long, T> of, Map<Long, Long> numbers) {
        return of.entrySet().stream()
                .collect(Collectors.toMap(e -> Objects.requireNonNull(numbers.get(e.getKey())), Map.Entry::getValue));
    }
}
