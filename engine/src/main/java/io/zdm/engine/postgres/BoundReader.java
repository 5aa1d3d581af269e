package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Bound.Blocked;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.TableRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is bound to columns by their numbers, and how it is made again. */
final class BoundReader {

    private final Database database;

    BoundReader(Database database) {
        this.database = database;
    }

    /** Expects {@code search_path = ''}: everything comes qualified. */
    Bound read(List<TableRef> tables, List<String> columns) {
        return read(tables, columns, true);
    }

    /**
     * The same with statements that are meant for empty twins in pg_temp: what the search_path shows comes without its
     * schema.
     */
    Bound readForTwins(List<TableRef> tables, List<String> columns) {
        return read(tables, columns, false);
    }

    /** What was found in pg_depend, by how it is read further. */
    private static final class Found {
        private final Set<Long> views = new LinkedHashSet<>();
        private final Map<Sort, Set<Long>> others = new HashMap<>();
        private final Set<Blocked> blocked = new LinkedHashSet<>();
        private final Map<Map.Entry<Sort, Long>, Set<Long>> through = new HashMap<>();

        private void add(Sort sort, long oid, long table) {
            others.computeIfAbsent(sort, s -> new LinkedHashSet<>()).add(oid);
            through(sort, oid).add(table);
        }

        private void addView(long oid, long table) {
            views.add(oid);
            through(Sort.VIEW, oid).add(table);
        }

        private Set<Long> through(Sort sort, long oid) {
            return through.computeIfAbsent(Map.entry(sort, oid), k -> new LinkedHashSet<>());
        }

        private Set<Long> of(Sort sort) {
            return others.getOrDefault(sort, Set.of());
        }
    }

    private Bound read(List<TableRef> tables, List<String> columns, boolean qualified) {
        Found found = new Found();
        tables.forEach(table -> find(table.oid(), columns, found));
        List<Rebuilt> objects = new ArrayList<>(views(found.views));
        String views = array(found.views);
        objects.addAll(list(Sort.RULE, BoundSql.RULES, array(found.of(Sort.RULE)), views, qualified));
        objects.addAll(list(Sort.POLICY, BoundSql.POLICIES, array(found.of(Sort.POLICY))));
        objects.addAll(list(Sort.GENERATED, BoundSql.GENERATED, array(found.of(Sort.GENERATED))));
        objects.addAll(triggers(found, views, qualified));
        if (!found.of(Sort.PUBLICATION).isEmpty()) {
            objects.addAll(list(Sort.PUBLICATION, BoundSql.PUBLICATIONS, qualified, array(found.of(Sort.PUBLICATION))));
        }
        return new Bound(objects.stream().map(o -> through(o, found)).toList(), List.copyOf(found.blocked));
    }

    /** What comes with a view (its rules and triggers) comes through what the view does. */
    private Rebuilt through(Rebuilt object, Found found) {
        Set<Long> tables = found.through(object.sort(), object.oid());
        return object.through(List.copyOf(
                !tables.isEmpty() || object.viewOwner() == null
                        ? tables
                        : found.through(
                                Sort.VIEW,
                                database.value(
                                        "SELECT CAST(CAST(? AS regclass) AS oid)", Long.class, object.relation()))));
    }

    private void find(long table, List<String> columns, Found found) {
        List<Runnable> sorted = database.catalog(
                BoundSql.HITS,
                (row, n) -> {
                    String catalog = row.getString("catalog");
                    long oid = row.getLong("objid");
                    @Nullable String view = row.getString("view");
                    String description = row.getString("description");
                    boolean foreign = row.getBoolean("foreign_trigger");
                    boolean returns = row.getBoolean("returns");
                    boolean onView = row.getBoolean("on_view");
                    boolean virtual = row.getBoolean("virtual");
                    long relation = row.getLong("ev_class");
                    String relationName = String.valueOf(row.getString("relation"));
                    return () -> {
                        switch (catalog) {
                            case "pg_rewrite" -> {
                                if (!returns) {
                                    found.add(Sort.RULE, oid, table);
                                } else if (onView) {
                                    found.addView(relation, table);
                                } else {
                                    found.blocked.add(new Blocked(view, relationName));
                                }
                            }
                            case "pg_policy" -> found.add(Sort.POLICY, oid, table);
                            case "pg_publication_rel" -> found.add(Sort.PUBLICATION, oid, table);
                            case "pg_trigger" -> {
                                if (!foreign) {
                                    found.add(Sort.TRIGGER, oid, table);
                                }
                            }
                            case "pg_attrdef" -> {
                                // A view's defaults are its own; a stored generated column is no business of ours.
                                if (virtual) {
                                    found.add(Sort.GENERATED, oid, table);
                                }
                            }
                            default -> {
                                if (view != null) {
                                    found.blocked.add(new Blocked(view, description));
                                }
                            }
                        }
                    };
                },
                table,
                columns.toArray(String[]::new));
        sorted.forEach(Runnable::run);
    }

    /** Each after those that it rests on. */
    private List<Rebuilt> views(Set<Long> oids) {
        Map<Long, Rebuilt> byOid = new LinkedHashMap<>();
        list(Sort.VIEW, BoundSql.VIEWS, array(oids)).forEach(v -> byOid.put(v.oid(), v));
        Map<Long, List<Long>> restsOn = database
                .list(
                        BoundSql.EDGES,
                        (row, n) -> Map.entry(row.getLong("view"), row.getLong("rests_on")),
                        array(oids),
                        array(oids))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        Map<Long, Rebuilt> ordered = new LinkedHashMap<>();
        Set<Long> visited = new LinkedHashSet<>();
        byOid.keySet().forEach(oid -> visit(oid, byOid, restsOn, visited, ordered));
        return List.copyOf(ordered.values());
    }

    private static void visit(
            long oid,
            Map<Long, Rebuilt> byOid,
            Map<Long, List<Long>> restsOn,
            Set<Long> visited,
            Map<Long, Rebuilt> ordered) {
        Rebuilt view = byOid.get(oid);
        if (view != null && visited.add(oid)) {
            restsOn.getOrDefault(oid, List.of()).forEach(lower -> visit(lower, byOid, restsOn, visited, ordered));
            ordered.put(oid, view);
        }
    }

    /** Definitions of triggers name no other table, so they are read qualified in either case. */
    private List<Rebuilt> triggers(Found found, String views, boolean qualified) {
        return qualified
                ? qualifiedTriggers(found, views, "create")
                : SearchPath.under(database, "", () -> qualifiedTriggers(found, views, "on_twin"));
    }

    private List<Rebuilt> qualifiedTriggers(Found found, String views, String create) {
        return database.catalog(
                TriggerSql.OF_BOUND,
                (row, n) -> rebuilt(
                        Sort.TRIGGER,
                        row,
                        row.getString("view_owner") == null
                                ? List.of(
                                        "DROP TRIGGER " + row.getString("quoted") + " ON " + row.getString("relation"))
                                : List.of(),
                        List.of(row.getString(create))),
                array(found.of(Sort.TRIGGER)),
                views);
    }

    private List<Rebuilt> list(Sort sort, String sql, Object... arguments) {
        return database.catalog(
                sql,
                (row, n) -> rebuilt(sort, row, Database.strings(row, "drop"), Database.strings(row, "create")),
                arguments);
    }

    private static Rebuilt rebuilt(Sort sort, ResultSet row, List<String> drop, List<String> create)
            throws SQLException {
        @Nullable String viewOwner = row.getString("view_owner");
        return new Rebuilt(
                sort,
                row.getLong("oid"),
                List.of(),
                row.getString("name"),
                row.getString("relation"),
                viewOwner,
                drop,
                create,
                Database.strings(row, "dress"),
                row.getString("obstacle"));
    }

    private static String array(Collection<? extends Number> numbers) {
        return numbers.stream().map(Number::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
