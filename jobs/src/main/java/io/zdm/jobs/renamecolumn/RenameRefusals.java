package io.zdm.jobs.renamecolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.columns.SecurityLabels;
import java.util.ArrayList;
import java.util.List;

/** What cannot have two names at a time. */
record RenameRefusals(RenameColumn change, Planning planning) {

    Problem missing() {
        TableSnapshot table = planning.table();
        return new Problem(
                ProblemCode.COLUMN_NOT_FOUND,
                object(change.column()),
                "Table " + table.ref().sql() + " has no column " + Identifier.quote(change.column()),
                NearestNames.sentence(change.column(), table.columnNames()));
    }

    Problem readsTable(ColumnSnapshot column) {
        return problem(
                ProblemCode.CONSTRAINED_DOMAIN,
                object(change.column()),
                "has the type " + column.type() + ", a domain with constraints: PostgreSQL adds no second column of it"
                        + " without reading the whole table",
                "Rename it in a maintenance window.");
    }

    List<Problem> of(ColumnSnapshot column) {
        List<Problem> problems = new ArrayList<>();
        TableSnapshot table = planning.table();
        String object = object(change.column());
        table.column(change.to())
                .filter(c -> !planning.ownsColumn(change.to()))
                .ifPresent(c -> problems.add(problem(
                        ProblemCode.NAME_TAKEN,
                        object(change.to()),
                        "exists already, beside " + Identifier.quote(change.column()) + ", and is no open change's."
                                + " There: " + defined(c) + ". To be renamed: " + defined(column),
                        "If it is a leftover, look at what it holds and drop it; else rename it.")));
        if (table.tableOfType() != null) {
            problems.add(problem(
                    ProblemCode.TYPED_TABLE,
                    table.ref().sql(),
                    "is a table OF type " + table.tableOfType() + ", which has its columns",
                    "Detach it with ALTER TABLE … NOT OF first."));
        }
        if (!column.generated().isEmpty()) {
            problems.add(problem(
                    ProblemCode.GENERATED_COLUMN,
                    object,
                    "is a generated column: a second one could not be written, nor filled without a rewrite",
                    "Rename it with plain ALTER TABLE, which takes milliseconds."));
        }
        if (table.kind() == 'p' || table.partition()) {
            problems.add(problem(
                    ProblemCode.PARTITIONED_TABLE,
                    table.ref().sql(),
                    "is partitioned: two names at a time are for single tables",
                    "Rename the column with plain ALTER TABLE when nobody uses the old name any more."));
        } else if (table.hasChildren() || table.hasParents()) {
            problems.add(problem(
                    ProblemCode.INHERITANCE,
                    table.ref().sql(),
                    "has parents or children: two names at a time are for single tables",
                    "Rename the column with plain ALTER TABLE when nobody uses the old name any more."));
        }
        column.grants().stream()
                .filter(g -> !g.byOwner())
                .forEach(g -> problems.add(problem(
                        ProblemCode.FOREIGN_GRANTOR,
                        object,
                        "carries " + g.privilege() + " granted to " + g.grantee() + " by " + g.grantor()
                                + ", who is not the owner: nobody else can grant it on the second column",
                        "Let the owner grant it instead, then revoke that one.")));
        problems.addAll(SecurityLabels.ofColumns(
                planning,
                List.of(change.column()),
                "which the second column would not have: until contract the same values could be read there without it",
                "Rename it with plain ALTER TABLE, which takes milliseconds and keeps the label."));
        return problems;
    }

    private static String defined(ColumnSnapshot column) {
        return Identifier.quote(column.name()) + " " + column.typeWithCollation()
                + (column.defaultExpression() == null ? "" : " DEFAULT " + column.defaultExpression())
                + (column.notNull() ? " NOT NULL" : "");
    }

    private String object(String column) {
        return planning.table().ref().sql() + "." + Identifier.quote(column);
    }

    private static Problem problem(ProblemCode code, String object, String why, String fix) {
        return new Problem(code, object, object + " " + why, fix);
    }
}
