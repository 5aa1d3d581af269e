package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TypeTarget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/**
 * Makes what is bound to the columns again on empty twins that have the new types. The twins lie in pg_temp under the
 * tables' own names, and definitions are deparsed under a search_path that shows those tables: so the very words of the
 * swap mean the twins here. Tables that are only read are locked in ACCESS SHARE, those that a rule writes in ROW
 * EXCLUSIVE, until the rollback.
 */
final class BoundRehearsal {

    /** The table's schema first, so that nothing hides it; pg_temp has precedence over all but the system catalog. */
    private static final String PATH = """
            SELECT string_agg(quote_ident(s.nspname), ', ' ORDER BY s.place) FROM (
                SELECT n.nspname, min(u.place) AS place
                FROM unnest(CAST(? AS text[])) WITH ORDINALITY u(relation, place)
                JOIN pg_class c ON c.oid = CAST(u.relation AS regclass) JOIN pg_namespace n ON n.oid = c.relnamespace
                GROUP BY n.nspname) s
            """;

    private final Database database;

    BoundRehearsal(Database database) {
        this.database = database;
    }

    /** @param members of a tree, or the one table */
    List<Problem> rehearse(List<TableSnapshot> members, List<TypeTarget> targets, String userPath) {
        List<String> columns = targets.stream().map(TypeTarget::column).toList();
        Bound bound = possible(new BoundReader(database)
                .read(members.stream().map(TableSnapshot::ref).toList(), columns));
        Set<Long> concerned =
                bound.objects().stream().flatMap(o -> o.through().stream()).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (List<TableSnapshot> group : withNamesOfTheirOwn(members)) {
            List<TableSnapshot> tables = group.stream()
                    .filter(m -> concerned.contains(m.ref().oid()))
                    .toList();
            if (!tables.isEmpty()) {
                problems.addAll(rehearseTogether(tables, targets, userPath, columns));
            }
        }
        return problems.stream().distinct().toList();
    }

    /** Twins lie in one schema: members of one name in several schemas do not go together. */
    private static Collection<List<TableSnapshot>> withNamesOfTheirOwn(List<TableSnapshot> members) {
        Map<String, Integer> seen = new HashMap<>();
        return members.stream()
                .collect(Collectors.groupingBy(
                        m -> seen.merge(m.ref().name(), 1, Integer::sum), TreeMap::new, Collectors.toList()))
                .values();
    }

    private List<Problem> rehearseTogether(
            List<TableSnapshot> tables, List<TypeTarget> targets, String userPath, List<String> columns) {
        try {
            return onTwins(tables, targets, userPath, columns);
        } catch (DataAccessException e) {
            return List.of(new Problem(
                    ProblemCode.REHEARSAL_FAILED,
                    tables.get(0).ref().sql(),
                    "What is bound to the columns could not be tried on an empty twin: " + Sql.message(Sql.answer(e)),
                    "Let the role make temporary tables in this database and read what those objects read."));
        }
    }

    private List<Problem> onTwins(
            List<TableSnapshot> tables, List<TypeTarget> targets, String userPath, List<String> columns) {
        BoundReader reader = new BoundReader(database);
        List<TableRef> refs = tables.stream().map(TableSnapshot::ref).toList();
        return database.inRolledBackTransaction(() -> {
            Bound bound = possible(reader.read(refs, columns));
            List<String> relations =
                    new ArrayList<>(refs.stream().map(TableRef::sql).toList());
            bound.objects().forEach(o -> relations.add(o.relation()));
            String path = "pg_temp, " + database.value(PATH, String.class, (Object) relations.toArray(String[]::new));
            return SearchPath.under(database, path, () -> {
                List<Rebuilt> objects =
                        possible(reader.readForTwins(refs, columns)).objects();
                twins(refs, bound);
                objects.stream()
                        .filter(o -> o.sort() == Sort.GENERATED)
                        .forEach(o -> o.drop().forEach(database::execute));
                refs.forEach(table -> alter(table, targets, userPath));
                return problems(objects);
            });
        });
    }

    /** What has an obstacle is refused anyway. */
    private static Bound possible(Bound bound) {
        return new Bound(
                bound.objects().stream().filter(o -> o.obstacle() == null).toList(), bound.blocked());
    }

    /** Of the tables, and of others that bear a rule or a policy which names the columns. */
    private void twins(List<TableRef> tables, Bound bound) {
        List<String> views = bound.objects().stream()
                .filter(o -> o.sort() == Sort.VIEW)
                .map(Rebuilt::relation)
                .toList();
        Stream.concat(
                        tables.stream().map(TableRef::sql),
                        bound.objects().stream()
                                .filter(o -> o.sort() == Sort.RULE || o.sort() == Sort.POLICY)
                                .map(Rebuilt::relation))
                .filter(r -> !views.contains(r))
                .distinct()
                .forEach(this::twin);
    }

    /** Of a view, too: whatever bears a rule is as good as a table of its columns here. */
    private void twin(String relation) {
        boolean isView =
                database.isTrue("SELECT relkind = 'v' FROM pg_class WHERE oid = CAST(? AS regclass)", relation);
        String name = Identifier.quote(
                database.value("SELECT relname FROM pg_class WHERE oid = CAST(? AS regclass)", String.class, relation));
        database.execute(
                isView
                        ? "CREATE TEMP VIEW " + name + " AS SELECT * FROM " + relation
                        : "CREATE TEMP TABLE " + name + " (LIKE " + relation + " INCLUDING ALL)");
    }

    private void alter(TableRef table, List<TypeTarget> targets, String userPath) {
        String twin = "pg_temp." + Identifier.quote(table.name());
        String parts = targets.stream()
                .map(t -> "ALTER COLUMN " + Identifier.quote(t.column()) + " TYPE " + t.to()
                        + (t.using() == null ? "" : " USING (" + t.using() + ")"))
                .collect(Collectors.joining(", "));
        SearchPath.under(database, userPath, () -> {
            database.execute("ALTER TABLE " + twin + " " + parts);
            return true;
        });
    }

    private List<Problem> problems(List<Rebuilt> objects) {
        List<Problem> problems = new ArrayList<>();
        for (Rebuilt object : objects) {
            database.execute("SAVEPOINT zdm_object");
            try {
                object.create().forEach(database::execute);
            } catch (DataAccessException e) {
                String answer = Sql.message(Sql.answer(e));
                database.execute("ROLLBACK TO SAVEPOINT zdm_object");
                problems.add(new Problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object.name(),
                        object.name() + " cannot be made again on the new type: " + answer,
                        "Drop it, or write it so that it goes with both types."));
            }
        }
        return problems;
    }
}
