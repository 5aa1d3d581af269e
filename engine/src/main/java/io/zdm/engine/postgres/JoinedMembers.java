package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Picture;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of a tree's members after the swap. Those that came since have none: what they have of their parent is as
 * it would be without the change; what is their own on the new column has no counterpart on the old one, and is refused.
 */
final class JoinedMembers {

    /** Clones of the parent's triggers go and come with it. */
    private static final String CLONE =
            "SELECT EXISTS (SELECT FROM pg_trigger WHERE oid = ? AND tgparentid <> 0 AND ? = 'pg_trigger')";

    /** The part of a foreign key to the parent. */
    private static final String PART =
            "SELECT EXISTS (SELECT FROM pg_constraint WHERE oid = ? AND conparentid <> 0 AND ? = 'pg_constraint')";

    private final Database database;
    private final CatalogReader catalog;
    private final ColumnDependents dependents;
    private final Picture before;
    private final List<String> columns;
    private final Map<Long, Picture.Member> pictures = new LinkedHashMap<>();
    private final Map<Long, TableSnapshot> now = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    JoinedMembers(Database database, Picture before, List<String> columns) {
        this.database = database;
        this.catalog = new CatalogReader(database);
        this.dependents = new ColumnDependents(database);
        this.before = before;
        this.columns = columns;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    void refuse(List<Problem> more) {
        problems.addAll(more);
    }

    /** To be asked for each member after its parents; null where something is in the way. */
    Picture.@Nullable Member picture(TableRef ref) {
        TableSnapshot table = catalog.table(ref);
        now.put(ref.oid(), table);
        Picture.Member known = before.member(ref.oid()).orElse(null);
        Picture.Member picture = known == null ? joined(table) : OfParent.withBuilt(known, table, columns);
        if (picture != null) {
            pictures.put(ref.oid(), picture);
        }
        return picture;
    }

    private Picture.@Nullable Member joined(TableSnapshot table) {
        List<TableRef> parents = table.parents();
        Picture.Member parent =
                parents.size() == 1 ? pictures.get(parents.get(0).oid()) : null;
        TableSnapshot parentNow = parents.size() == 1 ? now.get(parents.get(0).oid()) : null;
        if (parent == null || parentNow == null) {
            if (parents.size() > 1) {
                problems.add(problem(table, "inherits from several tables"));
            }
            return null;
        }
        OfParent of = new OfParent(table, parentNow, parent, columns);
        of.own().forEach(what -> problems.add(problem(table, "has " + what)));
        for (String column : columns) {
            int number = table.column(column).orElseThrow().number();
            dependents.list(table.ref().oid(), number).stream()
                    .filter(d -> !of.carries(d.oid()) && !isParents(table, number, d))
                    .forEach(d -> problems.add(problem(table, "is used by " + d.description())));
        }
        return problems.isEmpty() ? of.picture() : null;
    }

    private boolean isParents(TableSnapshot table, int number, Dependent dependent) {
        return database.isTrue(CLONE, dependent.oid(), dependent.catalog())
                || database.isTrue(PART, dependent.oid(), dependent.catalog())
                || (dependent.catalog().equals("pg_attrdef")
                        && database.isTrue(
                                "SELECT EXISTS (SELECT FROM pg_attrdef WHERE oid = ? AND adrelid = ? AND adnum = ?)",
                                dependent.oid(),
                                table.ref().oid(),
                                number));
    }

    private Problem problem(TableSnapshot table, String what) {
        String object = table.ref().sql();
        return new Problem(
                ProblemCode.DEPENDENT_OBJECT,
                object,
                object + ", which came since the swap, " + what + ", of its own on "
                        + String.join(
                                ", ", columns.stream().map(Identifier::quote).toList())
                        + ", for which there is nothing to go back to",
                "Drop that first, and make it again after the rollback.");
    }
}
