package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the one entry of the change files that a command line without a definition means. */
public final class ChangeSelection {

    private ChangeSelection() {}

    /** Whether an entry of this kind and table is there. */
    public static boolean any(List<ChangeEntry> entries, ChangeKind kind, String table) {
        SqlName wanted = SqlName.parse(table);
        return entries.stream()
                .anyMatch(e -> e.kind().equals(kind.name()) && e.tableName().matches(wanted));
    }

    /**
     * The entry of this kind and table.
     *
     * @param table as in SQL; fits an entry of the same name where one of them has no schema
     * @param name of {@code --name}: the entry's or its file's
     * @param column of {@code --column}: one that the entry changes
     * @throws UsageException where no entry fits (showing the flags) or several do (with their places)
     */
    public static ChangeEntry one(
            List<ChangeEntry> entries, ChangeKind kind, String table, @Nullable String name, @Nullable String column) {
        SqlName wantedTable = SqlName.parse(table);
        SqlName wantedColumn = column == null ? null : SqlName.parse(column);
        List<ChangeEntry> fitting = entries.stream()
                .filter(entry -> entry.kind().equals(kind.name()))
                .filter(entry -> entry.tableName().matches(wantedTable))
                .filter(entry -> name == null || name.equals(entry.name()))
                .filter(entry -> wantedColumn == null || names(entry.change().definition(), wantedColumn))
                .toList();
        if (fitting.isEmpty()) {
            throw none(entries, kind, table);
        }
        if (fitting.size() > 1) {
            throw new UsageException(
                    "%d changes fit %s on %s:\n%s\nNarrow it with --name, --column or -f FILE, or write the schema."
                            .formatted(fitting.size(), kind.name(), table, listing(fitting)));
        }
        return fitting.get(0);
    }

    private static UsageException none(List<ChangeEntry> entries, ChangeKind kind, String table) {
        String known = entries.isEmpty() ? "The change files contain no change." : "There are:\n" + listing(entries);
        return new UsageException(
                "No change in the change files fits %s on %s. %s\nDescribe the change with flags: %s\nfor example: zdm-batch %s"
                        .formatted(kind.name(), table, known, flags(kind.keys().stream()), kind.example()));
    }

    private static String listing(List<ChangeEntry> entries) {
        return entries.stream()
                .map(entry -> "  %s: %s on %s%s"
                        .formatted(
                                entry.place(),
                                entry.kind(),
                                entry.table(),
                                entry.name() == null ? "" : ", name " + entry.name()))
                .collect(Collectors.joining("\n"));
    }

    /** A list's keys are flags of their own: on the command line a change has one element. */
    private static String flags(Stream<Key> keys) {
        return keys.flatMap(key -> key.type() == Key.Type.LIST ? key.children().stream() : Stream.of(key))
                .map(key -> key.required() ? flag(key) : "[" + flag(key) + "]")
                .collect(Collectors.joining(" "));
    }

    private static String flag(Key key) {
        String kebab = key.name().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return "--" + kebab + (key.type() == Key.Type.FLAG ? "" : "=…");
    }

    private static boolean names(@Nullable Object definition, SqlName column) {
        if (definition instanceof Map<?, ?> map) {
            boolean here = map.get("column") instanceof String written
                    && SqlName.parse(written).equals(column);
            return here || map.values().stream().anyMatch(value -> names(value, column));
        }
        return definition instanceof Collection<?> list && list.stream().anyMatch(element -> names(element, column));
    }
}
