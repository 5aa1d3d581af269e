package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Rehearsed.Source;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.engine.postgres.ConversionFunction;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is asked of every row before anything is touched. */
final class ValueChecks {

    private final ShadowChange change;

    ValueChecks(ShadowChange change) {
        this.change = change;
    }

    List<ValueCheck> all() {
        List<ValueCheck> checks = new ArrayList<>();
        for (Changed column : change.columns()) {
            if (!column.rehearsed().forward().unfailing()) {
                if (column.nullsUnconvertible()) {
                    if (isNotNull(column)) {
                        checks.add(nullInNotNull(column));
                    }
                } else {
                    checks.add(unconvertible(column));
                }
            }
        }
        for (ShadowChange member : change.members()) {
            List<String> tables = new ArrayList<>(List.of(member.sql()));
            tables.addAll(change.below(member));
            member.table().constraints().stream()
                    .filter(k -> (k.type() == 'c' || k.type() == 'n') && !k.validated() && k.enforced() && k.local())
                    .forEach(k -> checks.add(violated(k, member, tables)));
        }
        return checks;
    }

    private ValueCheck unconvertible(Changed column) {
        ConversionFunction function = column.forward().inSchema("pg_temp");
        String object = object(column);
        return new ValueCheck(
                ProblemCode.UNCONVERTIBLE_VALUES,
                object,
                change.walks(),
                List.of(function.createCan()),
                column.rehearsed().forward().comparable(),
                "NOT " + function.can(sources(function)),
                new ValueCheck.Message(
                        "Cannot change " + object + " to "
                                + column.rehearsed().after().type() + ": ",
                        " rows have a value that does not convert (first keys: ",
                        ")"),
                "Change those values, give using, or say onUnconvertible: null.");
    }

    private ValueCheck nullInNotNull(Changed column) {
        ConversionFunction function = column.forward().inSchema("pg_temp");
        String object = object(column);
        return new ValueCheck(
                ProblemCode.UNCONVERTIBLE_VALUES,
                object,
                change.walks(),
                List.of(function.createConverting()),
                "",
                function.converting(sources(function)) + " IS NULL",
                new ValueCheck.Message(
                        object + " is NOT NULL, and ", " rows have a value that would become NULL (first keys: ", ")"),
                "Change those values, or give using.");
    }

    private ValueCheck violated(ConstraintSnapshot constraint, ShadowChange member, List<String> tables) {
        String object = member.sql() + "." + Identifier.quote(constraint.name());
        return new ValueCheck(
                ProblemCode.VIOLATED_CHECK,
                object,
                change.walks().stream().filter(w -> tables.contains(w.table())).toList(),
                List.of(),
                "",
                "NOT (" + expression(constraint, member) + ")",
                new ValueCheck.Message(
                        "The check " + object + " is NOT VALID and ",
                        " rows violate it (first keys: ",
                        "): PostgreSQL would reject their backfill"),
                "Correct those rows, or drop the check.");
    }

    /** From 18 on NOT NULL may be NOT VALID, too. */
    private static String expression(ConstraintSnapshot constraint, ShadowChange member) {
        return constraint.type() == 'c'
                ? Objects.requireNonNull(constraint.expression())
                : member.table().columns().stream()
                                .filter(c -> constraint.columnNumbers().contains(c.number()))
                                .map(c -> Identifier.quote(c.name()))
                                .findFirst()
                                .orElseThrow()
                        + " IS NOT NULL";
    }

    private boolean isNotNull(Changed column) {
        return change.members().stream()
                .anyMatch(m -> m.table().column(column.name()).orElseThrow().notNull());
    }

    private String object(Changed column) {
        return change.sql() + "." + Identifier.quote(column.name());
    }

    private static List<String> sources(ConversionFunction function) {
        return function.sources().stream().map(Source::column).toList();
    }
}
