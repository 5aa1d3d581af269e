package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What still uses the column, or cannot do without it until contract. */
record DropRefusals(DropColumn change, Planning planning) {

    List<Problem> leftover(String old) {
        return planning.table().column(old).isPresent() && !planning.ownsColumn(old)
                ? List.of(problem(
                        ProblemCode.NAME_TAKEN,
                        object(old),
                        "exists already and is no open change's",
                        "If it is a leftover, look at what it holds and drop it; else rename it."))
                : List.of();
    }

    List<Problem> of(ColumnSnapshot column) {
        List<Problem> problems = new ArrayList<>();
        TableSnapshot table = planning.table();
        String object = object(column.name());
        if (table.tableOfType() != null) {
            problems.add(problem(
                    ProblemCode.TYPED_TABLE,
                    table.ref().sql(),
                    "is a table OF type " + table.tableOfType() + ", which has its columns",
                    "Detach it with ALTER TABLE … NOT OF first."));
        }
        if (column.partitionKey()) {
            problems.add(problem(
                    ProblemCode.PARTITION_KEY,
                    object,
                    "is part of the partition key, which PostgreSQL itself does not drop",
                    "Make a new partitioned table, and move the rows over to it."));
        }
        if (column.parents() > 0) {
            problems.add(problem(
                    table.partition() ? ProblemCode.PARTITIONED_TABLE : ProblemCode.INHERITANCE,
                    object,
                    "is inherited from "
                            + String.join(
                                    ", ",
                                    table.parents().stream().map(p -> p.sql()).toList()),
                    "Drop it there."));
        }
        inbound(column, object, problems);
        for (Planning member : planning.members()) {
            member.table().column(column.name()).ifPresent(c -> {
                used(member, c, problems);
                indexes(member.table(), c, problems);
                temporal(member.table(), c, problems);
            });
        }
        if (column.defaultExpression() == null
                && column.identity().isEmpty()
                && column.generated().isEmpty()) {
            needed(column, object, problems);
        }
        rights(column, problems);
        tree(column, object, problems);
        return problems;
    }

    /** Foreign keys to the column, and those that rest on an index which would go with it. */
    private void inbound(ColumnSnapshot column, String object, List<Problem> problems) {
        TableSnapshot table = planning.table();
        List<Long> going = table.indexes().stream()
                .filter(i -> i.columnNumbers().contains(column.number()))
                .map(IndexSnapshot::oid)
                .toList();
        Stream.concat(
                        planning.inboundForeignKeys().stream()
                                .map(f -> Map.entry(f.table().sql(), f.constraint())),
                        // One from the column itself goes with it.
                        table.constraints().stream()
                                .filter(k -> k.foreignKey() != null
                                        && k.foreignKey().referencedOid()
                                                == table.ref().oid()
                                        && !k.foreignKey().columns().contains(column.name()))
                                .map(k -> Map.entry(table.ref().sql(), k)))
                .forEach(f -> {
                    ConstraintSnapshot.ForeignKey key =
                            Objects.requireNonNull(f.getValue().foreignKey());
                    String name = Identifier.quote(f.getValue().name()) + " of " + f.getKey();
                    if (key.referencedColumns().contains(column.name())) {
                        problems.add(problem(
                                ProblemCode.INBOUND_FOREIGN_KEY,
                                object,
                                "is referenced by the foreign key " + name,
                                "Drop that foreign key first."));
                    } else if (going.contains(key.index())) {
                        problems.add(problem(
                                ProblemCode.INBOUND_FOREIGN_KEY,
                                object,
                                "is in an index that would go with it, and on which the foreign key " + name + " rests",
                                "Make that index again without the column, and the foreign key on it, first."));
                    }
                });
    }

    /** Indexes that the swap can neither leave on the column nor take off. */
    private void indexes(TableSnapshot table, ColumnSnapshot column, List<Problem> problems) {
        String object = table.ref().sql() + "." + Identifier.quote(column.name());
        List<IndexSnapshot> loosened = Loosened.of(table, column).indexes();
        for (IndexSnapshot index : table.indexes()) {
            if (!index.columnNumbers().contains(column.number()) || index.parentOid() != 0) {
                continue;
            }
            String name = Identifier.quote(index.name());
            if (index.primary()) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object,
                        "is in the primary key " + name
                                + ": it would go on rejecting rows because of a column that nobody"
                                + " sees, and without it the table has no key",
                        "Drop that key first, and give the table another one."));
            } else if (index.replicaIdentity()) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object,
                        "is in the index " + name + ", which is the replica identity of the table: with the column the"
                                + " table would lose it, and a published table takes no UPDATE or DELETE then",
                        "Give it another one first: ALTER TABLE … REPLICA IDENTITY DEFAULT, or USING INDEX with another"
                                + " index."));
            } else if (index.exclusion()) {
                problems.add(problem(
                        ProblemCode.EXCLUSION_CONSTRAINT,
                        object,
                        "is in the exclusion constraint " + name + ": it would go on rejecting rows because of a column"
                                + " that nobody sees, and PostgreSQL cannot build it online for a rollback",
                        "Drop that constraint first; it would go with the column."));
            } else if (!index.valid() && loosened.contains(index)) {
                problems.add(problem(
                        ProblemCode.INVALID_INDEX,
                        object,
                        "is in the index " + name
                                + ", which is INVALID: somebody builds it just now, or could not, and a"
                                + " rollback could not give it back as it is",
                        "Wait for that session; else drop it, or build it anew with REINDEX INDEX CONCURRENTLY."));
            }
        }
    }

    /** A foreign key with a PERIOD rests on an exclusion. */
    private static void temporal(TableSnapshot table, ColumnSnapshot column, List<Problem> problems) {
        Loosened.of(table, column).foreignKeys().stream()
                .filter(k -> Objects.requireNonNull(k.foreignKey()).period())
                .forEach(k -> problems.add(problem(
                        ProblemCode.EXCLUSION_CONSTRAINT,
                        table.ref().sql() + "." + Identifier.quote(column.name()),
                        "is in the temporal foreign key " + Identifier.quote(k.name())
                                + ", which PostgreSQL cannot build online for a rollback",
                        "Drop that foreign key first; it would go with the column.")));
    }

    /** To take a foreign key off locks the table that it refers to, and to build it again takes REFERENCES. */
    private void rights(ColumnSnapshot column, List<Problem> problems) {
        Loosened.of(planning.table(), column).foreignKeys().stream()
                .map(k -> Objects.requireNonNull(k.foreignKey()).referenced())
                .distinct()
                .filter(t -> !planning.lines("SELECT 'no' WHERE NOT (pg_catalog.has_any_column_privilege("
                                + Identifier.literal(t)
                                + ", 'REFERENCES') AND pg_catalog.has_table_privilege(" + Identifier.literal(t)
                                + ", 'UPDATE, DELETE, TRUNCATE'))")
                        .isEmpty())
                .forEach(t -> problems.add(problem(
                        ProblemCode.MISSING_PRIVILEGE,
                        t,
                        "is referenced by a foreign key from the column, which this role may not make again for a"
                                + " rollback, or may not lock the table for: that takes REFERENCES, and UPDATE or DELETE",
                        "Grant them, run as a role that has them, or drop that foreign key first.")));
    }

    /** What one command on the table on top takes off everywhere, one brings back everywhere; nothing else. */
    private void tree(ColumnSnapshot column, String object, List<Problem> problems) {
        TableSnapshot root = planning.table();
        List<TableSnapshot> members =
                planning.members().stream().map(Planning::table).toList();
        if (members.size() == 1 && root.kind() != 'p') {
            return;
        }
        List<String> obstacles = new ArrayList<>();
        for (TableSnapshot member : members) {
            ColumnSnapshot own = member.column(column.name()).orElse(null);
            if (own == null) {
                continue;
            }
            Loosened loosened = Loosened.of(member, own);
            loosened.indexes().stream()
                    .filter(i -> i.parentOid() == 0 && !i.primary() && !i.exclusion() && !i.replicaIdentity())
                    .forEach(i -> obstacles.add("the index " + i.sql()));
            loosened.foreignKeys().stream()
                    .filter(k -> k.parentOid() == 0)
                    .forEach(k -> obstacles.add(named("the foreign key ", k, member)));
            if (member.ref().oid() == root.ref().oid()) {
                continue;
            }
            loosened.checks().stream()
                    .filter(k -> !isCopy(k, root))
                    .forEach(k -> obstacles.add(named("the check ", k, member)));
            boolean concerned =
                    loosened.notNull() || (column.notNull() && column.identity().isEmpty());
            if (concerned && !isNotNullAlike(column, root, own, member)) {
                obstacles.add("NOT NULL of " + member.ref().sql());
            }
        }
        if (!obstacles.isEmpty()) {
            problems.add(problem(
                    ProblemCode.PARTITIONED_TABLE,
                    object,
                    "is in what might reject rows because of a column that nobody sees, and could not be brought back"
                            + " exactly on a table that has table partitions or children: "
                            + String.join(", ", obstacles),
                    "Drop that first, where it is inherited on the table on top; it would go with the column."));
        }
    }

    private static String named(String what, ConstraintSnapshot constraint, TableSnapshot table) {
        return what + Identifier.quote(constraint.name()) + " of " + table.ref().sql();
    }

    /** Whether it is nothing but what it inherits. */
    private static boolean isCopy(ConstraintSnapshot constraint, TableSnapshot root) {
        return !constraint.local()
                && constraint.inherited()
                && constraint.comment() == null
                && root.constraints().stream()
                        .anyMatch(k -> k.type() == constraint.type()
                                && k.name().equals(constraint.name())
                                && k.validated() == constraint.validated()
                                && k.enforced() == constraint.enforced());
    }

    /** From 18 on it is a constraint, of which the catalog tells where it comes from. */
    private static boolean isNotNullAlike(
            ColumnSnapshot column, TableSnapshot root, ColumnSnapshot own, TableSnapshot member) {
        return column.notNull() == own.notNull()
                && member.constraints().stream()
                        .filter(k -> k.type() == 'n' && k.name().equals(own.notNullConstraint()))
                        .allMatch(k -> isCopy(k, root));
    }

    /** What plain DROP COLUMN would not take along without CASCADE. */
    private void used(Planning member, ColumnSnapshot column, List<Problem> problems) {
        TableSnapshot table = member.table();
        List<Long> taken = Stream.of(
                        table.indexes().stream().map(IndexSnapshot::oid),
                        table.statistics().stream().map(StatisticsSnapshot::oid),
                        member.sequences(column.number()).stream().map(SequenceSnapshot::oid))
                .flatMap(oids -> oids)
                .toList();
        for (Dependent dependent : member.dependents(column.number())) {
            boolean own = dependent.catalog().equals("pg_constraint")
                    || taken.contains(dependent.oid())
                    || (dependent.catalog().equals("pg_attrdef")
                            && member.isDefaultOf(dependent.oid(), column.number()));
            if (!own) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        table.ref().sql() + "." + Identifier.quote(column.name()),
                        "is still used by " + dependent.description(),
                        "Drop that first, or make it do without the column."));
            }
        }
    }

    /** Rules that rows without a value would violate, so that there would be no way back. */
    private void needed(ColumnSnapshot column, String object, List<Problem> problems) {
        TableSnapshot table = planning.table();
        for (IndexSnapshot index : table.indexes()) {
            if (index.columnNumbers().contains(column.number())
                    && !index.primary()
                    && index.definition().contains(" NULLS NOT DISTINCT")) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object,
                        "is in the unique index " + Identifier.quote(index.name())
                                + " and has no default: rows that come without a value from the swap on would be its"
                                + " duplicates, and no rollback could build it again",
                        "Drop that index first."));
            }
        }
        for (ConstraintSnapshot constraint : table.constraints()) {
            ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
            if (key != null
                    && key.columns().size() > 1
                    && key.columns().contains(column.name())
                    && key.actions().contains("MATCH FULL")) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object,
                        "is in the foreign key " + Identifier.quote(constraint.name())
                                + ", MATCH FULL, and has no default: no rollback could build it again over rows that come"
                                + " with the other columns alone from the swap on",
                        "Drop that foreign key first."));
            }
        }
        if (planning.domainRules(column.typeOid()) == io.zdm.engine.plan.DomainRules.REJECT_NULL) {
            problems.add(problem(
                    ProblemCode.CONSTRAINED_DOMAIN,
                    object,
                    "has the type " + column.type() + ", a domain that rejects NULL, and no default",
                    "Give the column a default."));
        }
    }

    private String object(String column) {
        return planning.table().ref().sql() + "." + Identifier.quote(column);
    }

    private static Problem problem(ProblemCode code, String object, String why, String fix) {
        return new Problem(code, object, object + " " + why, fix);
    }
}
