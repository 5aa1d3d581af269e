package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What cannot be kept or done because of how tables inherit from each other, by name. */
final class TreeRefusals {

    private final Planning planning;
    private final TableSnapshot root;
    private final List<TableSnapshot> members;

    TreeRefusals(Planning planning) {
        this.planning = planning;
        this.root = planning.table();
        this.members = planning.members().stream().map(Planning::table).toList();
    }

    List<Problem> all(List<Column> columns) {
        List<Problem> problems = new ArrayList<>(above());
        List<String> names = columns.stream().map(Column::column).toList();
        planning.members().forEach(m -> amongKeys(m, names, problems));
        for (TableSnapshot member : members) {
            elsewhere(member, problems);
            foreignKeys(member, names, problems);
            keysOfAnotherSort(member, names, problems);
            columns.forEach(c -> notNullName(member, c.column(), problems));
            columns.forEach(c -> defaultBehindIdentity(member, c.column(), problems));
        }
        return problems;
    }

    /** Only the table on top can be changed: its descendants cannot differ from it. */
    private List<Problem> above() {
        if (!root.hasParents()) {
            return List.of();
        }
        String object = root.ref().sql();
        String parents =
                String.join(", ", root.parents().stream().map(TableRef::sql).toList());
        return List.of(
                root.partition()
                        ? new Problem(
                                ProblemCode.PARTITIONED_TABLE,
                                object,
                                object + " is a partition of " + parents,
                                "Change " + parents + ", which changes all its partitions.")
                        : new Problem(
                                ProblemCode.INHERITANCE,
                                object,
                                object + " inherits from " + parents,
                                "Change " + parents + ", which changes all its children; or end the inheritance with"
                                        + " ALTER TABLE … NO INHERIT first."));
    }

    private void elsewhere(TableSnapshot member, List<Problem> problems) {
        if (member.ref().oid() != root.ref().oid() && member.parents().size() > 1) {
            String object = member.ref().sql();
            problems.add(new Problem(
                    ProblemCode.INHERITANCE,
                    object,
                    object + " inherits from several tables: "
                            + String.join(
                                    ", ",
                                    member.parents().stream().map(TableRef::sql).toList()),
                    "End all inheritance but one with ALTER TABLE … NO INHERIT first."));
        }
    }

    /** From 18 on. PostgreSQL renames such a constraint only together with those of all descendants. */
    private void notNullName(TableSnapshot member, String name, List<Problem> problems) {
        String own = member.column(name).orElseThrow().notNullConstraint();
        for (TableSnapshot parent : members) {
            String above = parent.column(name).orElseThrow().notNullConstraint();
            if (own != null && above != null && member.parents().contains(parent.ref()) && !own.equals(above)) {
                String object = member.ref().sql() + "." + Identifier.quote(name);
                problems.add(new Problem(
                        ProblemCode.INHERITANCE,
                        object,
                        object + " has a NOT NULL constraint that is called " + Identifier.quote(own) + ", and "
                                + Identifier.quote(above) + " on "
                                + parent.ref().sql()
                                + ": PostgreSQL cannot make the one a part of the other under its own name",
                        "Detach it, rename the constraint as the parent's, and attach it again."));
            }
        }
    }

    /** To the columns, from one table of the tree to another: one that refers to its own table is carried. */
    private void foreignKeys(TableSnapshot table, List<String> names, List<Problem> problems) {
        if (root.kind() != 'p' && members.size() == 1) {
            return;
        }
        for (ConstraintSnapshot constraint : table.constraints()) {
            ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
            if (key != null
                    && constraint.parentOid() == 0
                    && key.referencedOid() != table.ref().oid()
                    && members.stream().anyMatch(m -> m.ref().oid() == key.referencedOid())
                    && key.referencedColumns().stream().anyMatch(names::contains)) {
                problems.add(new Problem(
                        ProblemCode.INBOUND_FOREIGN_KEY,
                        table.ref().sql(),
                        table.ref().sql() + " has the foreign key " + Identifier.quote(constraint.name()) + " to "
                                + key.referenced()
                                + ", which is another table of the same tree, and to the column: that is not"
                                + " supported",
                        "Drop it first, and add it again after the swap: NOT VALID, then VALIDATE."));
            }
        }
    }

    /**
     * Of several unique indexes on the same columns a foreign key takes the oldest, and the new primary key, which is made
     * in the swap, is the youngest; it can be named only by leaving out its columns, which then are in its order.
     */
    private static void amongKeys(Planning member, List<String> names, List<Problem> problems) {
        TableSnapshot table = member.table();
        if (table.kind() != 'p') {
            return;
        }
        Stream.concat(
                        member.inboundForeignKeys().stream()
                                .map(f -> Map.entry(f.table().sql(), f.constraint())),
                        table.constraints().stream()
                                .map(k -> Map.entry(table.ref().sql(), k)))
                .filter(f -> f.getValue().parentOid() == 0 && isAmongKeys(table, f.getValue(), names))
                .forEach(
                        f -> problems.add(
                                new Problem(
                                        ProblemCode.INBOUND_FOREIGN_KEY,
                                        table.ref().sql(),
                                        table.ref().sql() + " is referenced by the foreign key "
                                                + Identifier.quote(f.getValue().name()) + " of " + f.getKey()
                                                + ", which rests on the primary key, names its columns in another order, and would come"
                                                + " to rest on another unique index of the same columns",
                                        "Drop that other index, or make the foreign key again with the columns in the primary key's order.")));
    }

    private static boolean isAmongKeys(TableSnapshot table, ConstraintSnapshot constraint, List<String> names) {
        ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
        return key != null
                && key.referencedColumns().stream().anyMatch(names::contains)
                && table.indexes().stream()
                        .anyMatch(i -> i.primary()
                                && i.oid() == key.index()
                                && !i.keys().equals(key.referencedColumns()))
                && table.indexes().stream()
                        .anyMatch(i -> i.unique()
                                && !i.primary()
                                && i.immediate()
                                && i.plain()
                                && new HashSet<>(i.keys()).equals(new HashSet<>(key.referencedColumns())));
    }

    /** Up to 16 PostgreSQL takes a table partition's primary key for a part of a unique constraint, or the reverse. */
    private void keysOfAnotherSort(TableSnapshot table, List<String> names, List<Problem> problems) {
        for (IndexSnapshot part : table.indexes()) {
            members.stream()
                    .flatMap(m -> m.indexes().stream())
                    .filter(whole -> whole.oid() == part.parentOid() && whole.primary() != part.primary())
                    .filter(whole -> whole.keys().stream().anyMatch(names::contains))
                    .forEach(whole -> problems.add(new Problem(
                            ProblemCode.PARTITIONED_TABLE,
                            table.ref().sql(),
                            table.ref().sql() + " has the " + (part.primary() ? "primary key " : "unique constraint ")
                                    + Identifier.quote(part.name()) + " as its part of the "
                                    + (whole.primary() ? "primary key " : "unique constraint ")
                                    + Identifier.quote(whole.name()) + ": no command could make that again",
                            "Detach the table, give it a constraint of the same sort, and attach it again.")));
        }
    }

    /** An inheritance child's column can be an identity and inherit a default, which no command can give it again. */
    private static void defaultBehindIdentity(TableSnapshot member, String name, List<Problem> problems) {
        ColumnSnapshot column = member.column(name).orElseThrow();
        if (!column.identity().isEmpty() && column.defaultExpression() != null) {
            String object = member.ref().sql() + "." + Identifier.quote(name);
            problems.add(
                    new Problem(
                            ProblemCode.INHERITANCE,
                            object,
                            object + " is an identity column, and has inherited the default "
                                    + column.defaultExpression() + " as well, which could not be made again",
                            "DROP IDENTITY on that column first, then DROP DEFAULT; ADD GENERATED … AS IDENTITY makes it again."));
        }
    }
}
