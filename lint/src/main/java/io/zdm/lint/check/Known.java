package io.zdm.lint.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What this and the earlier files have said about the tables; nothing is known of those they do not make. */
final class Known {

    private final Map<String, Map<String, String>> types = new HashMap<>();
    private final Set<String> notNull = new HashSet<>();
    private final Map<String, String> pendingNotNull = new HashMap<>();
    private final Map<String, String> provenNotNull = new HashMap<>();
    private final Map<String, List<String>> indexes = new HashMap<>();
    private final Set<String> indexed = new HashSet<>();
    private final Map<String, Set<String>> checked = new HashMap<>();
    private final Map<String, Set<String>> checkedNames = new HashMap<>();
    private final Set<String> constrainedDomains = new HashSet<>();

    void table(String table) {
        types.putIfAbsent(table, new HashMap<>());
    }

    boolean hasTable(String table) {
        return types.containsKey(table);
    }

    void column(String table, String column, String type) {
        types.computeIfAbsent(table, t -> new HashMap<>()).put(column, type);
    }

    @Nullable
    String type(String table, String column) {
        return types.getOrDefault(table, Map.of()).get(column);
    }

    void notNull(String table, String column) {
        notNull.add(table + "." + column);
    }

    void nullable(String table, String column) {
        notNull.remove(table + "." + column);
    }

    boolean isNotNull(String table, String column) {
        String name = table + "." + column;
        return notNull.contains(name) || provenNotNull.containsValue(name);
    }

    /** A CHECK (column IS NOT NULL) that is NOT VALID so far. */
    void pendingNotNull(String table, String constraint, String column) {
        pendingNotNull.put(table + "." + constraint, column);
    }

    /** The constraint has been validated: it may prove that a column has no nulls, or the bounds of a partition. */
    void validated(String table, String constraint) {
        String name = table + "." + constraint;
        String column = pendingNotNull.remove(name);
        if (column != null && constraint.isEmpty()) {
            notNull(table, column); // nobody here knows a name to drop it by
        } else if (column != null) {
            provenNotNull.put(name, table + "." + column);
        }
        checked.computeIfAbsent(table, t -> new HashSet<>()).add(constraint);
    }

    /** The constraint is gone, and proves nothing any more. */
    void dropped(String table, String constraint) {
        String name = table + "." + constraint;
        pendingNotNull.remove(name);
        provenNotNull.remove(name);
        checked.getOrDefault(table, new HashSet<>()).remove(constraint);
    }

    boolean hasCheck(String table) {
        return !checked.getOrDefault(table, Set.of()).isEmpty();
    }

    /** @param names whatever the expression of a CHECK names, columns among them */
    void check(String table, Collection<String> names) {
        checkedNames.computeIfAbsent(table, t -> new HashSet<>()).addAll(names);
    }

    /** Whether a CHECK names the column: a change of its type lets PostgreSQL verify it for every row. */
    boolean isInCheck(String table, String column) {
        return checkedNames.getOrDefault(table, Set.of()).contains(column);
    }

    void constrainedDomain(String domain) {
        constrainedDomains.add(domain);
    }

    /** Whether the type is a domain whose values are checked. */
    boolean isConstrainedDomain(String type) {
        return constrainedDomains.contains(type);
    }

    void index(String table, String name, List<String> columns) {
        indexes.put(name, columns);
        indexed.add(table + new TreeSet<>(columns));
        for (int i = 1; i < columns.size(); i++) {
            indexed.add(table + new TreeSet<>(columns.subList(0, i)));
        }
    }

    @Nullable
    List<String> columnsOf(String index) {
        return indexes.get(index);
    }

    /** Whether an index begins with these columns, in whichever order. */
    boolean hasIndex(String table, List<String> columns) {
        return indexed.contains(table + new TreeSet<>(columns));
    }
}
