package io.zdm.engine.plan;

import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.catalog.UsableKey.KeyColumn;
import java.util.Comparator;
import java.util.Optional;

/** Chooses the key in whose order a table is walked. */
public final class UsableKeys {

    private UsableKeys() {}

    /**
     * The primary key, else the unique index with the fewest columns: valid, immediate, btree, whole-table, on NOT NULL
     * columns (a nullable unique key finds no row whose key is NULL). The columns that change may be among them: until the
     * swap they are as they were.
     */
    public static Optional<UsableKey> of(TableSnapshot table) {
        return table.indexes().stream()
                .filter(i -> i.unique()
                        && i.valid()
                        && i.immediate()
                        && i.plain()
                        && i.method().equals("btree"))
                .filter(i -> !i.keys().isEmpty() && i.keys().stream().allMatch(k -> isNotNull(table, k)))
                .min(Comparator.comparing((IndexSnapshot i) -> !i.primary())
                        .thenComparing(i -> i.keys().size())
                        .thenComparing(IndexSnapshot::name))
                .map(i -> new UsableKey(
                        i.name(),
                        i.keys().stream()
                                .map(k -> new KeyColumn(
                                        k, table.column(k).orElseThrow().type()))
                                .toList()));
    }

    /** From 18 on NOT NULL may be NOT VALID: then older rows may hold NULL, and a walk would not come by them. */
    private static boolean isNotNull(TableSnapshot table, String column) {
        return table.column(column)
                .map(c -> c.notNull()
                        && table.constraints().stream()
                                .noneMatch(k -> k.type() == 'n'
                                        && !k.validated()
                                        && k.columnNumbers().contains(c.number())))
                .orElse(false);
    }
}
