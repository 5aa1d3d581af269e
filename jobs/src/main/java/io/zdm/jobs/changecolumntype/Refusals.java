package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import java.util.ArrayList;
import java.util.List;

/** What this kind of change cannot keep or do, by name. */
final class Refusals {

    private final Planning planning;
    private final TableSnapshot table;

    Refusals(Planning planning) {
        this.planning = planning;
        this.table = planning.table();
    }

    List<Problem> missingColumns(ChangeColumnType change) {
        return change.columns().stream()
                .filter(c -> table.column(c.column()).isEmpty())
                .map(c -> new Problem(
                        ProblemCode.COLUMN_NOT_FOUND,
                        object(c.column()),
                        "Table " + table.ref().sql() + " has no column " + Identifier.quote(c.column()),
                        NearestNames.sentence(c.column(), table.columnNames())))
                .toList();
    }

    /** Also where one ALTER would do: it would fail or take something along. */
    List<Problem> unsupported(List<Column> columns) {
        List<Problem> problems = new ArrayList<>();
        if (table.tableOfType() != null) {
            problems.add(problem(
                    ProblemCode.TYPED_TABLE,
                    table.ref().sql(),
                    "is a table OF type " + table.tableOfType(),
                    "Detach it with ALTER TABLE … NOT OF first."));
        }
        for (Column column : columns) {
            column(table.column(column.column()).orElseThrow(), problems);
        }
        return problems;
    }

    private void column(ColumnSnapshot column, List<Problem> problems) {
        String object = object(column.name());
        if (column.partitionKey()) {
            problems.add(problem(
                    ProblemCode.PARTITION_KEY,
                    object,
                    "is part of the partition key, which PostgreSQL itself does not change",
                    "Make a new partitioned table, and move the rows over to it."));
        }
        if (!column.identity().isEmpty()) {
            problems.add(problem(
                    ProblemCode.IDENTITY_COLUMN, object, "is an identity column", "Identity is not supported yet."));
        }
        if (!column.generated().isEmpty()) {
            problems.add(problem(
                    ProblemCode.GENERATED_COLUMN,
                    object,
                    "is a generated column",
                    "Drop it and add it again with the new type."));
        }
        for (ConstraintSnapshot constraint : table.constraints()) {
            if (constraint.columnNumbers().contains(column.number())) {
                constraint(object, constraint, problems);
            }
        }
        for (Dependent dependent : planning.dependents(column.number())) {
            dependent(object, dependent, problems);
        }
        column.grants().stream()
                .filter(g -> !g.byOwner())
                .forEach(g -> problems.add(problem(
                        ProblemCode.FOREIGN_GRANTOR,
                        object,
                        "carries " + g.privilege() + " granted to " + g.grantee() + " by " + g.grantor()
                                + ", who is not the owner: nobody else can grant it again",
                        "Let the owner grant it instead, then revoke that one.")));
    }

    private void constraint(String object, ConstraintSnapshot constraint, List<Problem> problems) {
        String name = Identifier.quote(constraint.name());
        if (constraint.type() == 'p') {
            problems.add(problem(
                    ProblemCode.KEY_COLUMN,
                    object,
                    "is part of the primary key " + name,
                    "Columns of the primary key are not supported yet."));
        } else if (constraint.type() == 'x') {
            problems.add(problem(
                    ProblemCode.EXCLUSION_CONSTRAINT,
                    object,
                    "is part of the exclusion constraint " + name + ", which PostgreSQL cannot build online",
                    "Drop the constraint first and add it again in a maintenance window."));
        }
    }

    private void dependent(String object, Dependent dependent, List<Problem> problems) {
        boolean own = table.indexes().stream().anyMatch(i -> i.oid() == dependent.oid())
                || table.constraints().stream().anyMatch(k -> k.oid() == dependent.oid())
                || table.statistics().stream().anyMatch(s -> s.oid() == dependent.oid());
        boolean inbound = table.constraints().stream()
                .anyMatch(k -> k.oid() == dependent.oid()
                        && k.foreignKey() != null
                        && k.foreignKey().referencedOid() == table.ref().oid()
                        && k.foreignKey().referencedColumns().stream().anyMatch(c -> object.equals(object(c))));
        if (inbound || (dependent.catalog().equals("pg_constraint") && !own)) {
            problems.add(problem(
                    ProblemCode.INBOUND_FOREIGN_KEY,
                    object,
                    "is referenced by " + dependent.description(),
                    "Columns that a foreign key references are not supported yet."));
        } else if (own || isOwnDefault(object, dependent)) {
            return;
        } else if (dependent.description().startsWith("sequence ")) {
            problems.add(problem(
                    ProblemCode.OWNED_SEQUENCE,
                    object,
                    "owns " + dependent.description(),
                    "Columns with a sequence of their own (serial) are not supported yet."));
        } else {
            problems.add(problem(
                    dependent.catalog().equals("pg_attrdef")
                            ? ProblemCode.GENERATED_COLUMN
                            : ProblemCode.DEPENDENT_OBJECT,
                    object,
                    "is used by " + dependent.description() + ", which would go on meaning the old column",
                    "Drop that object first and make it again after the swap."));
        }
    }

    private boolean isOwnDefault(String object, Dependent dependent) {
        return dependent.catalog().equals("pg_attrdef")
                && table.columns().stream()
                        .filter(c -> object.equals(object(c.name())))
                        .anyMatch(c -> planning.isDefaultOf(dependent.oid(), c.number()));
    }

    /** What the backfill's writes or the triggers would meet. */
    List<Problem> whileWriting(List<Column> columns) {
        List<Problem> problems = new ArrayList<>();
        table.triggers().stream()
                .filter(t -> t.onUpdate() && !t.enabled().equals("D"))
                .forEach(t -> problems.add(problem(
                        ProblemCode.USER_TRIGGER,
                        table.ref().sql(),
                        "has the trigger " + Identifier.quote(t.name()) + ", which the backfill's updates would fire",
                        "Disable it for the length of the backfill, or make it BEFORE/AFTER UPDATE of something else;"
                                + " silencing triggers is not supported yet.")));
        table.rules()
                .forEach(rule -> problems.add(problem(
                        ProblemCode.RULE,
                        table.ref().sql(),
                        "has the rule " + Identifier.quote(rule) + ", which may swallow the backfill's updates",
                        "Drop the rule first.")));
        if (table.rowSecurity() && table.forceRowSecurity()) {
            problems.add(problem(
                    ProblemCode.ROW_LEVEL_SECURITY,
                    table.ref().sql(),
                    "forces row-level security upon its owner: the engine might not see every row",
                    "Run as a role with BYPASSRLS, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY for the time."));
        }
        for (Column column : columns) {
            String shadow = Names.shadow(column.column());
            String old = Names.old(column.column());
            for (String name : List.of(shadow, old)) {
                if (table.column(name).isPresent() && !planning.ownsColumn(name)) {
                    problems.add(problem(
                            ProblemCode.NAME_TAKEN,
                            object(name),
                            "exists already and is no open change's",
                            "If it is a leftover, look at what it holds and drop it; else rename it."));
                }
            }
        }
        return problems;
    }

    /** PostgreSQL itself changes no such column: what it would say is only another word for the same. */
    boolean preventRehearsal(List<Problem> problems) {
        return has(problems, ProblemCode.GENERATED_COLUMN)
                || has(problems, ProblemCode.EXCLUSION_CONSTRAINT)
                || has(problems, ProblemCode.PARTITION_KEY)
                || has(problems, ProblemCode.PARTITIONED_TABLE)
                || has(problems, ProblemCode.INHERITANCE);
    }

    static boolean has(List<Problem> problems, ProblemCode code) {
        return problems.stream().anyMatch(p -> p.code() == code);
    }

    private String object(String column) {
        return table.ref().sql() + "." + Identifier.quote(column);
    }

    private static Problem problem(ProblemCode code, String object, String why, String fix) {
        return new Problem(code, object, object + " " + why, fix);
    }
}
