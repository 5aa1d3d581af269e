package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** NOT NULL: from 18 on a constraint that can be validated; before, a validated CHECK spares the scan. */
record NotNulls(ShadowChange change, List<Changed> columns, Function<Guise, OnlineDdl> ddls) implements Dependents {

    NotNulls(ShadowChange change) {
        this(
                change,
                change.columns().stream().filter(c -> c.now().notNull()).toList(),
                guise -> new OnlineDdl(change.sql(), guise));
    }

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        columns.forEach(c -> steps.addAll(c.now().notNullConstraint() == null ? proven(c, guise) : named(c, guise)));
        return steps;
    }

    private List<PlannedStep> named(Changed column, Guise guise) {
        OnlineDdl ddl = ddls.apply(guise);
        String quoted = Identifier.quote(guise.of(column));
        String name = guise.of(String.valueOf(column.now().notNullConstraint()));
        ConstraintSnapshot now = change.table().constraints().stream()
                .filter(k -> k.type() == 'n' && k.name().equals(column.now().notNullConstraint()))
                .findFirst()
                .orElseThrow();
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl.exclusive(
                "not-null-add:" + column.name(),
                "Forbid NULL in new writes to " + quoted,
                List.of("ALTER TABLE " + change.sql() + " ADD CONSTRAINT " + Identifier.quote(name) + " NOT NULL "
                        + quoted + (now.inheritable() ? "" : " NO INHERIT") + " NOT VALID"),
                ddl.exists(name),
                ddl.dropConstraint(name)));
        if (now.validated()) {
            steps.add(ddl.validate("not-null-validate:" + column.name(), name));
        }
        return steps;
    }

    private List<PlannedStep> proven(Changed column, Guise guise) {
        OnlineDdl ddl = ddls.apply(guise);
        String table = change.sql();
        String quoted = Identifier.quote(guise.of(column));
        String proof = Names.notNullProof(guise.of(column));
        String isNotNull = "SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = "
                + Identifier.literal(table) + "::pg_catalog.regclass AND attname = "
                + Identifier.literal(guise.of(column));
        return List.of(
                ddl.exclusive(
                        "not-null-add:" + column.name(),
                        "Forbid NULL in new writes to " + quoted,
                        List.of("ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(proof) + " CHECK ("
                                + quoted + " IS NOT NULL) NOT VALID"),
                        "SELECT (" + ddl.exists(proof) + ") OR (" + isNotNull + ")",
                        ddl.dropConstraint(proof)),
                ddl.validate(
                        "not-null-validate:" + column.name(),
                        proof,
                        "SELECT (" + ddl.validated(proof) + ") OR (" + isNotNull + ")"),
                ddl.exclusive(
                        "not-null-set:" + column.name(),
                        "Set NOT NULL, which the proof spares a scan, and drop the proof",
                        List.of(
                                "ALTER TABLE " + table + " ALTER COLUMN " + quoted + " SET NOT NULL",
                                "ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + Identifier.quote(proof)),
                        "SELECT (" + isNotNull + ") AND NOT (" + ddl.exists(proof) + ")",
                        List.of("ALTER TABLE " + table + " ALTER COLUMN " + quoted + " DROP NOT NULL")));
    }

    @Override
    public List<String> release() {
        return columns.stream()
                .map(c -> "ALTER TABLE " + change.sql() + " ALTER COLUMN " + Identifier.quote(c.name())
                        + " DROP NOT NULL")
                .toList();
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        columns.forEach(c -> {
            String name = c.now().notNullConstraint();
            if (name != null) {
                statements.add("ALTER TABLE " + change.sql() + " RENAME CONSTRAINT " + Identifier.quote(guise.of(name))
                        + " TO " + Identifier.quote(name));
                if (c.now().notNullComment() != null) {
                    statements.add(
                            Comments.onConstraint(change.sql(), name, c.now().notNullComment()));
                }
            }
        });
        return statements;
    }
}
