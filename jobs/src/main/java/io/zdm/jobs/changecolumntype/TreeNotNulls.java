package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;

/**
 * NOT NULL in a table with descendants: it is made where it begins, and PostgreSQL hands it down. Before 18 a member that
 * is NOT NULL by its parent cannot be told from one that says so itself, and need not be.
 */
record TreeNotNulls(ShadowChange tree) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        List<PlannedStep> steps = new ArrayList<>();
        List<ShadowChange> members = tree.members();
        for (int i = members.size() - 1; i >= 0; i--) {
            ShadowChange member = members.get(i);
            if (!own(member).isEmpty()) {
                steps.addAll(new NotNulls(member, own(member), g -> tree.ddl(member, g)).build(guise));
            }
        }
        return steps;
    }

    /** Columns whose NOT NULL begins at this member, or is said there once more. */
    private List<Changed> own(ShadowChange member) {
        return member.columns().stream()
                .filter(c -> c.now().notNull() && (isNamed(c) ? saysSo(member, c) : !isInherited(member, c)))
                .toList();
    }

    private static boolean isNamed(Changed column) {
        return column.now().notNullConstraint() != null;
    }

    private static boolean saysSo(ShadowChange member, Changed column) {
        return member.table().constraints().stream()
                .anyMatch(k -> k.name().equals(column.now().notNullConstraint()) && k.local());
    }

    private boolean isInherited(ShadowChange member, Changed column) {
        List<Long> parents =
                member.table().parents().stream().map(TableRef::oid).toList();
        return tree.members().stream()
                .filter(m -> parents.contains(m.table().ref().oid()))
                .anyMatch(m -> TreeColumns.of(m, column).now().notNull());
    }

    /** Parents first: what a member inherits cannot be dropped there. */
    @Override
    public List<String> release() {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            own(member)
                    .forEach(c -> statements.add("ALTER TABLE " + member.sql() + " ALTER COLUMN "
                            + Identifier.quote(c.name()) + " DROP NOT NULL"));
        }
        return statements;
    }

    @Override
    public List<String> settle() {
        return takeNames(Guise.SHADOW);
    }

    @Override
    public List<String> restore() {
        return takeNames(Guise.OLD);
    }

    /** Renaming goes on to where it is inherited, under the same name. */
    private List<String> takeNames(Guise guise) {
        List<String> statements = new ArrayList<>();
        for (ShadowChange member : tree.members()) {
            List<Changed> begun =
                    own(member).stream().filter(c -> !isInherited(member, c)).toList();
            List<String> renames = guise == Guise.SHADOW
                    ? new NotNulls(member, begun, g -> tree.ddl(member, g)).settle()
                    : new NotNulls(member, begun, g -> tree.ddl(member, g)).restore();
            renames.forEach(s -> statements.add(member == tree ? s : OfMember.whilePresent(member.sql(), s)));
        }
        return statements;
    }
}
