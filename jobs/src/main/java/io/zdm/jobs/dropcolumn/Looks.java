package io.zdm.jobs.dropcolumn;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.UsableKeys;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.engine.plan.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for rows that would not bear what is to be built again, before anything is: a constraint that stands and cannot
 * be validated would go on rejecting writes. Duplicates are found by building the index, which is removed then.
 */
record Looks(Planning planning, ColumnSnapshot column, Loosened loosened) {

    /** @param shape how checks read under the column's second name, null where there are none */
    List<VerifyStep> steps(Rehearsed.@Nullable Shape shape) {
        List<VerifyStep> steps = new ArrayList<>();
        if (loosened.notNull()) {
            steps.add(step(
                    "back:values",
                    "Look for rows that came without a value for " + Identifier.quote(column.name()),
                    members(),
                    now(column.name()) + " IS NULL"));
        }
        for (ConstraintSnapshot check : loosened.checks()) {
            if (check.validated() && check.enforced()) {
                steps.add(step(
                        "back:check-look:" + check.name(),
                        "Look for rows that the check " + Identifier.quote(check.name()) + " would not bear",
                        check.inheritable() ? members() : List.of(planning.table()),
                        "NOT (" + Objects.requireNonNull(shape).check(check).expression() + ")"));
            }
        }
        for (ConstraintSnapshot constraint : loosened.foreignKeys()) {
            ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
            if (constraint.validated() && constraint.enforced() && mayRead(key.referenced())) {
                steps.add(step(
                        "back:foreign-key-look:" + constraint.name(),
                        "Look for rows that the foreign key " + Identifier.quote(constraint.name()) + " would not bear",
                        members(),
                        withoutPartner(constraint, key)));
            }
        }
        return steps;
    }

    private VerifyStep step(String id, String title, List<TableSnapshot> tables, String wrong) {
        return new VerifyStep(
                id, Phase.VERIFY, title, walks(tables), wrong, wrong, List.of(), false, List.of(), List.of());
    }

    private List<TableSnapshot> members() {
        return planning.members().stream().map(Planning::table).toList();
    }

    private List<Walk> walks(List<TableSnapshot> tables) {
        return tables.stream()
                .filter(TableSnapshot::hasStorage)
                .map(t -> new Walk(t.ref().sql(), key(t)))
                .toList();
    }

    /** By columns that the swap leaves as they are. */
    private UsableKey key(TableSnapshot table) {
        return UsableKeys.of(table.with(
                        table.columns(),
                        table.indexes().stream()
                                .filter(i -> !i.keys().contains(column.name()))
                                .toList(),
                        table.constraints(),
                        table.triggers()))
                .orElse(UsableKey.BLOCKS);
    }

    /** The row's own columns stand in a subquery without FROM: there their names cannot mean the other table's. */
    private String withoutPartner(ConstraintSnapshot constraint, ConstraintSnapshot.ForeignKey key) {
        boolean self = key.referencedOid() == planning.table().ref().oid();
        List<String> own = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String referenced = key.referencedColumns().get(i);
            own.add("zdm_row.zdm_" + i);
            other.add("zdm_key." + (self ? now(referenced) : Identifier.quote(referenced)));
            selected.add(now(key.columns().get(i)) + " AS zdm_" + i);
        }
        return "EXISTS (SELECT FROM (SELECT " + String.join(", ", selected) + ") zdm_row WHERE ("
                + own.stream()
                        .map(c -> c + " IS NOT NULL")
                        .collect(Collectors.joining(key.actions().contains("MATCH FULL") ? " OR " : " AND "))
                + ") AND NOT EXISTS (SELECT FROM " + (isPartitioned(key) ? "" : "ONLY ") + key.referenced()
                + " zdm_key WHERE " + equal(constraint, own, other) + "))";
    }

    /** By the operators with which PostgreSQL itself compares. */
    private String equal(ConstraintSnapshot constraint, List<String> own, List<String> other) {
        return String.join(" AND ", planning.lines("""
                SELECT pg_catalog.format('(%%s)::%%s OPERATOR(%%I.%%s) (%%s)::%%s%%s', u.pk,
                           pg_catalog.format_type(o.oprleft, NULL), n.nspname, o.oprname, u.fk,
                           pg_catalog.format_type(o.oprright, NULL),
                           (SELECT pg_catalog.format(' COLLATE %%I.%%I', cn.nspname, c.collname)
                            FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace cn ON cn.oid = c.collnamespace
                            WHERE c.oid = p.attcollation AND p.attcollation <> f.attcollation))
                FROM pg_catalog.pg_constraint k
                CROSS JOIN LATERAL unnest(k.conpfeqop, k.conkey, k.confkey, ARRAY[%s]::text[], ARRAY[%s]::text[])
                    WITH ORDINALITY u(operator, own, other, fk, pk, position)
                JOIN pg_catalog.pg_operator o ON o.oid = u.operator
                JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                JOIN pg_catalog.pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = u.own
                JOIN pg_catalog.pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = u.other
                WHERE k.oid = %d
                ORDER BY u.position""".formatted(literals(own), literals(other), constraint.oid())));
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(Identifier::literal).collect(Collectors.joining(", "));
    }

    private boolean isPartitioned(ConstraintSnapshot.ForeignKey key) {
        return !planning.lines(
                        "SELECT 'yes' FROM pg_catalog.pg_class WHERE relkind = 'p' AND oid = " + key.referencedOid())
                .isEmpty();
    }

    /** Else PostgreSQL's own look has to do, which comes when the constraint holds for new writes. */
    private boolean mayRead(String table) {
        String name = Identifier.literal(table);
        return !planning.lines("SELECT 'yes' WHERE pg_catalog.has_table_privilege(" + name
                        + ", 'SELECT') AND NOT pg_catalog.row_security_active(" + name + ")")
                .isEmpty();
    }

    /** Quoted. */
    private String now(String name) {
        return Identifier.quote(name.equals(column.name()) ? Names.old(name) : name);
    }
}
