package io.zdm.jobs.converttobigint;

import io.zdm.jobs.converttobigint.IdColumns.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Largest first; but a table after those that refer to it, where they do not refer to each other. */
final class PartOrder {

    private final List<List<IdColumn>> tables;
    private final IdColumns ids;

    PartOrder(List<IdColumn> columns, IdColumns ids) {
        Map<Long, List<IdColumn>> byTable =
                columns.stream().collect(Collectors.groupingBy(IdColumn::oid, LinkedHashMap::new, Collectors.toList()));
        this.tables = List.copyOf(byTable.values());
        this.ids = ids;
    }

    /** The columns of each. */
    List<List<IdColumn>> tables() {
        List<List<IdColumn>> ordered = new ArrayList<>();
        if (tables.isEmpty()) {
            return ordered;
        }
        List<Reference> references =
                ids.references(tables.stream().map(PartOrder::oid).toList());
        List<List<IdColumn>> left = new ArrayList<>(tables);
        left.sort(Comparator.comparingLong((List<IdColumn> t) -> t.get(0).bytes())
                .reversed()
                .thenComparing(PartOrder::oid));
        while (!left.isEmpty()) {
            Set<Long> waiting = left.stream().map(PartOrder::oid).collect(Collectors.toSet());
            List<IdColumn> next = left.stream()
                    .filter(t -> references.stream().noneMatch(r -> r.to() == oid(t) && waiting.contains(r.from())))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static long oid(List<IdColumn> table) {
        return table.get(0).oid();
    }
}
