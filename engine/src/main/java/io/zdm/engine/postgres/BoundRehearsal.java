package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.TypeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

    List<Problem> rehearse(TableSnapshot table, List<TypeTarget> targets, String userPath) {
        List<Integer> numbers = targets.stream()
                .map(t -> table.column(t.column()).orElseThrow().number())
                .toList();
        Bound bound = possible(new BoundReader(database).read(table.ref().oid(), numbers));
        if (bound.objects().isEmpty()) {
            return List.of();
        }
        try {
            return onTwins(table, targets, userPath, numbers, bound);
        } catch (DataAccessException e) {
            return List.of(new Problem(
                    ProblemCode.REHEARSAL_FAILED,
                    table.ref().sql(),
                    "What is bound to the columns could not be tried on an empty twin: " + Sql.message(e),
                    "Let the role make temporary tables in this database and read what those objects read."));
        }
    }

    private List<Problem> onTwins(
            TableSnapshot table, List<TypeTarget> targets, String userPath, List<Integer> numbers, Bound bound) {
        BoundReader reader = new BoundReader(database);
        return database.inRolledBackTransaction(() -> {
            List<String> relations = new ArrayList<>(List.of(table.ref().sql()));
            bound.objects().forEach(o -> relations.add(o.relation()));
            String path = "pg_temp, " + database.value(PATH, String.class, (Object) relations.toArray(String[]::new));
            return SearchPath.under(database, path, () -> {
                List<Rebuilt> objects = possible(reader.readForTwins(table.ref().oid(), numbers))
                        .objects();
                twins(table, bound);
                objects.stream()
                        .filter(o -> o.sort() == Sort.GENERATED)
                        .forEach(o -> o.drop().forEach(database::execute));
                alter(table, targets, userPath);
                return problems(objects);
            });
        });
    }

    /** What has an obstacle is refused anyway. */
    private static Bound possible(Bound bound) {
        return new Bound(
                bound.objects().stream().filter(o -> o.obstacle() == null).toList(), bound.blocked());
    }

    /** Of the table, and of others that bear a rule or a policy which names the columns. */
    private void twins(TableSnapshot table, Bound bound) {
        twin(table.ref().sql());
        List<String> views = bound.objects().stream()
                .filter(o -> o.sort() == Sort.VIEW)
                .map(Rebuilt::relation)
                .toList();
        bound.objects().stream()
                .filter(o -> o.sort() == Sort.RULE || o.sort() == Sort.POLICY)
                .map(Rebuilt::relation)
                .filter(r -> !r.equals(table.ref().sql()) && !views.contains(r))
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

    private void alter(TableSnapshot table, List<TypeTarget> targets, String userPath) {
        String twin = "pg_temp." + Identifier.quote(table.ref().name());
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
                database.execute("ROLLBACK TO SAVEPOINT zdm_object");
                problems.add(new Problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object.name(),
                        object.name() + " cannot be made again on the new type: " + Sql.message(e),
                        "Drop it, or write it so that it goes with both types."));
            }
        }
        return problems;
    }
}
