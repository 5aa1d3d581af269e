package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.Rebuilt;
import io.zdm.engine.catalog.Rebuilt.Sort;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.DomainRules;
import io.zdm.engine.plan.NearestNames;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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
    List<Problem> unsupported(List<Column> columns, Bound bound) {
        List<Problem> problems = new ArrayList<>();
        if (table.tableOfType() != null) {
            problems.add(problem(
                    ProblemCode.TYPED_TABLE,
                    table.ref().sql(),
                    "is a table OF type " + table.tableOfType(),
                    "Detach it with ALTER TABLE … NOT OF first."));
        }
        for (Column column : columns) {
            column(table.column(column.column()).orElseThrow(), bound, problems);
        }
        invalidIndexes(columns, problems);
        problems.addAll(new KeyRefusals(planning).all(columns));
        planning.rowTypeUsers()
                .forEach(user -> problems.add(problem(
                        ProblemCode.DEPENDENT_OBJECT,
                        table.ref().sql(),
                        "is the type of " + user + ", whose values would lose the column with the old one",
                        "Give that another type first.")));
        return problems;
    }

    /** Built anew it would be valid, as after ALTER; but a rollback could not give it back as it was. */
    private void invalidIndexes(List<Column> columns, List<Problem> problems) {
        List<Integer> numbers = columns.stream()
                .map(c -> table.column(c.column()).orElseThrow().number())
                .toList();
        table.indexes().stream()
                .filter(i -> !i.valid() && i.columnNumbers().stream().anyMatch(numbers::contains))
                .forEach(i -> problems.add(problem(
                        ProblemCode.INVALID_INDEX,
                        table.ref().sql(),
                        "has the index " + i.sql() + ", which is INVALID: somebody builds it just now, or could not, or"
                                + " it lacks parts",
                        "Wait for that session; else drop it, or build it anew with REINDEX INDEX CONCURRENTLY; where it is"
                                + " a partitioned table's, attach the parts that it lacks.")));
    }

    /** What is dropped and made again, and cannot be; for all members of a tree at once. */
    static List<Problem> bound(Bound bound) {
        List<Problem> problems = new ArrayList<>();
        for (Rebuilt object : bound.objects()) {
            if (object.obstacle() != null) {
                problems.add(problem(
                        switch (object.sort()) {
                            case GENERATED -> ProblemCode.GENERATED_COLUMN;
                            case RULE -> ProblemCode.RULE;
                            case TRIGGER -> ProblemCode.USER_TRIGGER;
                            default -> ProblemCode.DEPENDENT_OBJECT;
                        },
                        object.name(),
                        "is bound to the column and cannot be made again: " + object.obstacle(),
                        "Remove that obstacle, or drop the object before and make it again after the swap."));
            }
        }
        for (Bound.Blocked blocked : bound.blocked()) {
            problems.add(problem(
                    ProblemCode.DEPENDENT_OBJECT,
                    blocked.description(),
                    blocked.view() == null
                            ? "is bound to the column, and cannot be made again without being filled again"
                            : "rests on the view " + blocked.view() + ", which must be dropped and made again",
                    "Drop that object first and make it again after the swap."));
        }
        return problems;
    }

    private void column(ColumnSnapshot column, Bound bound, List<Problem> problems) {
        String object = object(column.name());
        if (column.partitionKey()) {
            problems.add(problem(
                    ProblemCode.PARTITION_KEY,
                    object,
                    "is part of the partition key, which PostgreSQL itself does not change",
                    "Make a new partitioned table, and move the rows over to it."));
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
            dependent(object, column, dependent, bound, problems);
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
        if (isTemporal(constraint)) {
            problems.add(problem(
                    ProblemCode.EXCLUSION_CONSTRAINT,
                    object,
                    "is part of the temporal constraint " + name + ", which PostgreSQL cannot build online",
                    "Drop the constraint first and add it again in a maintenance window."));
        } else if (constraint.type() == 'x') {
            problems.add(problem(
                    ProblemCode.EXCLUSION_CONSTRAINT,
                    object,
                    "is part of the exclusion constraint " + name + ", which PostgreSQL cannot build online",
                    "Drop the constraint first and add it again in a maintenance window."));
        }
    }

    /** WITHOUT OVERLAPS rests on an exclusion, and PERIOD on that. */
    private boolean isTemporal(ConstraintSnapshot constraint) {
        return constraint.foreignKey() == null
                ? "pu".indexOf(constraint.type()) >= 0
                        && table.indexes().stream()
                                .anyMatch(
                                        i -> i.exclusion() && constraint.name().equals(i.constraint()))
                : constraint.foreignKey().period();
    }

    /** What is found in pg_depend is said by {@link #bound} where it can be dropped and made again. */
    private static final Set<String> REBUILT = Set.of("pg_rewrite", "pg_policy", "pg_trigger", "pg_publication_rel");

    private void dependent(
            String object, ColumnSnapshot column, Dependent dependent, Bound bound, List<Problem> problems) {
        if (REBUILT.contains(dependent.catalog())
                || bound.objects().stream().anyMatch(o -> o.oid() == dependent.oid() && o.sort() == Sort.GENERATED)) {
            return;
        }
        boolean carried = Stream.of(
                        table.indexes().stream().map(IndexSnapshot::oid),
                        table.statistics().stream().map(StatisticsSnapshot::oid),
                        planning.sequences(column.number()).stream().map(SequenceSnapshot::oid))
                .flatMap(oids -> oids)
                .anyMatch(oid -> oid == dependent.oid());
        if (carried || dependent.catalog().equals("pg_constraint") || isOwnDefault(column, dependent)) {
            // Of other tables' constraints only a foreign key refers to a column: see KeyRefusals.
            return;
        }
        problems.add(problem(
                dependent.catalog().equals("pg_attrdef") ? ProblemCode.GENERATED_COLUMN : ProblemCode.DEPENDENT_OBJECT,
                object,
                "is used by " + dependent.description() + ", which would go on meaning the old column",
                "Drop that object first and make it again after the swap."));
    }

    private boolean isOwnDefault(ColumnSnapshot column, Dependent dependent) {
        return dependent.catalog().equals("pg_attrdef") && planning.isDefaultOf(dependent.oid(), column.number());
    }

    /** What the backfill's writes or the triggers would meet. */
    List<Problem> whileWriting(List<Column> columns, boolean firesUserTriggers) {
        List<Problem> problems = new ArrayList<>();
        if (!firesUserTriggers) {
            table.triggers().stream()
                    .filter(t -> t.hearsChunks() && t.obstacle() != null)
                    .forEach(t -> problems.add(problem(
                            ProblemCode.USER_TRIGGER,
                            table.ref().sql(),
                            "has the trigger " + Identifier.quote(t.name())
                                    + ", which would fire on the backfill's updates and cannot be silenced: "
                                    + t.obstacle(),
                            "Remove that obstacle, or let it fire with --fire-user-triggers.")));
        }
        // A partitioned table has no rows of its own: chunks name its table partitions.
        (table.hasStorage() ? table.rules() : List.<String>of())
                .forEach(rule -> problems.add(problem(
                        ProblemCode.RULE,
                        table.ref().sql(),
                        "has the rule " + Identifier.quote(rule) + " on UPDATE, by which PostgreSQL would rewrite every"
                                + " update of the backfill, too",
                        "Drop or disable the rule first.")));
        if (table.rowSecurity() && table.forceRowSecurity()) {
            problems.add(problem(
                    ProblemCode.ROW_LEVEL_SECURITY,
                    table.ref().sql(),
                    "forces row-level security upon its owner: the engine might not see every row",
                    "Run as a role with BYPASSRLS, or ALTER TABLE … NO FORCE ROW LEVEL SECURITY for the time."));
        }
        problems.addAll(taken(columns, Names::shadow));
        return problems;
    }

    /** Columns of the user's that have names which the change's own will have. */
    private List<Problem> taken(List<Column> columns, UnaryOperator<String> naming) {
        return columns.stream()
                .map(column -> naming.apply(column.column()))
                .filter(name -> table.column(name).isPresent() && !planning.ownsColumn(name))
                .map(name -> problem(
                        ProblemCode.NAME_TAKEN,
                        object(name),
                        "exists already and is no open change's",
                        "If it is a leftover, look at what it holds and drop it; else rename it."))
                .toList();
    }

    /** With those not even the twin of a rehearsal could be changed. */
    List<Problem> takenOldNames(List<Column> columns) {
        return taken(columns, Names::old);
    }

    /** Domains that no online way leads to or from. */
    List<Problem> domains(List<Column> columns, Rehearsed rehearsed) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnSnapshot now = table.column(columns.get(i).column()).orElseThrow();
            ColumnSnapshot after = rehearsed.columns().get(i).after();
            if (planning.domainRules(after.typeOid()) != DomainRules.NONE) {
                problems.add(problem(
                        ProblemCode.CONSTRAINED_DOMAIN,
                        object(now.name()),
                        "would get the type " + after.type() + ", a domain with constraints: PostgreSQL adds no such"
                                + " column without rewriting the table",
                        "Use the domain's base type, with the domain's rules as checks of the table."));
            }
            if (planning.domainRules(now.typeOid()) == DomainRules.REJECT_NULL) {
                problems.add(problem(
                        ProblemCode.CONSTRAINED_DOMAIN,
                        object(now.name()),
                        "has the type " + now.type() + ", a domain that rejects NULL: the old column could not be kept"
                                + " for a rollback without rejecting writes",
                        "ALTER DOMAIN … DROP NOT NULL (or drop that check), with NOT NULL on the column itself."));
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
