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
        planning.inboundForeignKeys().stream()
                .filter(f -> Objects.requireNonNull(f.constraint().foreignKey())
                        .referencedColumns()
                        .contains(column.name()))
                .forEach(f -> problems.add(problem(
                        ProblemCode.INBOUND_FOREIGN_KEY,
                        object,
                        "is referenced by the foreign key "
                                + Identifier.quote(f.constraint().name()) + " of "
                                + f.table().sql(),
                        "Drop that foreign key first.")));
        for (Planning member : planning.members()) {
            member.table().column(column.name()).ifPresent(c -> used(member, c, problems));
        }
        Loosened loosened = Loosened.of(planning, column);
        if (loosened.any()) {
            needed(column, object, problems);
        }
        if ((loosened.notNull() || !loosened.checks().isEmpty())
                && planning.members().size() > 1) {
            problems.add(problem(
                    ProblemCode.PARTITIONED_TABLE,
                    object,
                    "is NOT NULL or checked, without a default, on a table that has table partitions or children: their"
                            + " own rules could not be brought back exactly",
                    "Drop NOT NULL and the checks first, or give the column a default."));
        }
        return problems;
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

    /** Rules that would reject rows without a value, and cannot be taken off and brought back. */
    private void needed(ColumnSnapshot column, String object, List<Problem> problems) {
        TableSnapshot table = planning.table();
        for (IndexSnapshot index : table.indexes()) {
            if (index.columnNumbers().contains(column.number())
                    && (index.primary() || index.definition().contains(" NULLS NOT DISTINCT"))) {
                problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        object,
                        "is in the " + (index.primary() ? "primary key " : "unique index ")
                                + Identifier.quote(index.name()) + " and has no default: from the swap on no row could"
                                + " be inserted",
                        "Drop that " + (index.primary() ? "key" : "index") + " first."));
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
                                + ", MATCH FULL: from the swap on it would reject rows that have the other columns",
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
