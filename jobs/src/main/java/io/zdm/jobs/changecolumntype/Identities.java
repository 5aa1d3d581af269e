package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnGrant;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Identity columns. Their sequence is a part of them and cannot be handed over: in the swap it is dropped and made again
 * under its name, at the value that it had. The column without identity takes whatever the trigger writes into it.
 */
record Identities(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        return each((c, s) -> guise == Guise.OLD && !SequenceRange.contains(s, after(c))
                ? List.of(SequenceRange.fits(s))
                : List.of());
    }

    @Override
    public List<String> release() {
        return each((c, s) -> drop(c, s));
    }

    @Override
    public List<String> settle() {
        return each((c, s) -> add(c, s, after(c)));
    }

    @Override
    public List<String> abandon() {
        return each((c, s) -> drop(c, s));
    }

    @Override
    public List<String> restore() {
        return each((c, s) -> add(c, s, s));
    }

    private static SequenceSnapshot after(Changed column) {
        return Objects.requireNonNull(column.rehearsed().identity());
    }

    /**
     * Whoever calls nextval by the sequence's name needs no lock of the table: an ALTER that changes nothing takes SHARE
     * ROW EXCLUSIVE on the sequence, and from then on its value stands still.
     */
    private List<String> drop(Changed column, SequenceSnapshot sequence) {
        return List.of(
                "ALTER SEQUENCE " + sequence.sql() + " INCREMENT " + sequence.increment(),
                "DO $zdm$ BEGIN PERFORM pg_catalog.set_config(" + Identifier.literal(setting(column))
                        + ", last_value::text || ' ' || is_called::text, true) FROM " + sequence.sql()
                        + "; END $zdm$",
                alter(column, "DROP IDENTITY"));
    }

    private List<String> add(Changed column, SequenceSnapshot sequence, SequenceSnapshot wanted) {
        List<String> statements = new ArrayList<>();
        statements.add(alter(
                column,
                "ADD GENERATED " + (column.now().identity().equals("a") ? "ALWAYS" : "BY DEFAULT")
                        + " AS IDENTITY (SEQUENCE NAME " + sequence.sql() + " " + wanted.options() + ")"));
        String value = "pg_catalog.current_setting(" + Identifier.literal(setting(column)) + ")";
        statements.add("DO $zdm$ BEGIN PERFORM pg_catalog.setval(" + Identifier.literal(sequence.sql())
                + "::pg_catalog.regclass, pg_catalog.split_part(" + value
                + ", ' ', 1)::bigint, pg_catalog.split_part(" + value + ", ' ', 2)::boolean); END $zdm$");
        boolean unlogged = sequence.persistence().equals("u");
        if (unlogged != (change.table().persistence() == 'u')) {
            statements.add("ALTER SEQUENCE " + sequence.sql() + " SET " + (unlogged ? "UNLOGGED" : "LOGGED"));
        }
        statements.add(revokeAll(sequence));
        if (!sequence.defaultGrants()) {
            statements.add("REVOKE ALL ON SEQUENCE " + sequence.sql() + " FROM " + owner());
        }
        for (ColumnGrant grant : sequence.grants()) {
            statements.add("GRANT " + grant.privilege() + " ON SEQUENCE " + sequence.sql() + " TO " + grant.grantee()
                    + (grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
        if (sequence.comment() != null) {
            statements.add("COMMENT ON SEQUENCE " + sequence.sql() + " IS " + Identifier.literal(sequence.comment()));
        }
        return statements;
    }

    /** Default privileges may have given it some. */
    private String revokeAll(SequenceSnapshot sequence) {
        return """
                DO $zdm$
                DECLARE
                    zdm_role text;
                BEGIN
                    FOR zdm_role IN SELECT DISTINCT CASE WHEN g.grantee = 0 THEN 'PUBLIC'
                            ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END
                        FROM pg_catalog.pg_class c, pg_catalog.aclexplode(c.relacl) g
                        WHERE c.oid = %s::pg_catalog.regclass AND g.grantee <> c.relowner
                    LOOP
                        EXECUTE pg_catalog.format('REVOKE ALL ON SEQUENCE %%s FROM %%s', %s, zdm_role);
                    END LOOP;
                END
                $zdm$""".formatted(Identifier.literal(sequence.sql()), Identifier.literal(sequence.sql()));
    }

    private String owner() {
        return Identifier.quote(change.table().owner());
    }

    /** Where the value waits, for the length of the transaction. */
    private String setting(Changed column) {
        return "zdm.sequence_" + change.table().ref().oid() + "_" + column.now().number();
    }

    private String alter(Changed column, String action) {
        return "ALTER TABLE " + change.sql() + " ALTER COLUMN " + Identifier.quote(column.name()) + " " + action;
    }

    private <T> List<T> each(BiFunction<Changed, SequenceSnapshot, List<? extends T>> made) {
        List<T> all = new ArrayList<>();
        for (Changed column : change.columns()) {
            change.planning().sequences(column.now().number()).stream()
                    .filter(SequenceSnapshot::identity)
                    .forEach(s -> all.addAll(made.apply(column, s)));
        }
        return all;
    }
}
