package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A serial's sequence: the same object all along. It belongs to the column that its values are for, and becomes as wide
 * as that one, which ALTER TABLE forgets. ALTER SEQUENCE takes SHARE ROW EXCLUSIVE on it, so nextval waits for the swap.
 */
record Sequences(ShadowChange change) implements Dependents {

    @Override
    public List<PlannedStep> build(Guise guise) {
        return each((c, s) -> guise == Guise.OLD && widens(c, s) ? List.of(SequenceRange.fits(s)) : List.of());
    }

    @Override
    public List<String> settle() {
        return each((c, s) -> {
            List<String> statements = new ArrayList<>(List.of(own(s, c.name())));
            if (widens(c, s)) {
                statements.add("ALTER SEQUENCE " + s.sql() + " AS "
                        + c.rehearsed().after().type());
            }
            return statements;
        });
    }

    /** Else it would go with the new column. */
    @Override
    public List<String> abandon() {
        return each((c, s) -> List.of(own(s, c.old())));
    }

    @Override
    public List<String> restore() {
        return each((c, s) -> widens(c, s)
                ? List.of("ALTER SEQUENCE " + s.sql() + " AS " + s.type() + " MINVALUE " + s.min() + " MAXVALUE "
                        + s.max())
                : List.of());
    }

    private String own(SequenceSnapshot sequence, String column) {
        return "ALTER SEQUENCE " + sequence.sql() + " OWNED BY " + change.sql() + "." + Identifier.quote(column);
    }

    private static boolean widens(Changed column, SequenceSnapshot sequence) {
        return sequence.type().equals(column.now().type())
                && SequenceRange.isWider(column.rehearsed().after().type(), sequence.type());
    }

    private <T> List<T> each(BiFunction<Changed, SequenceSnapshot, List<? extends T>> made) {
        List<T> all = new ArrayList<>();
        for (Changed column : change.columns()) {
            change.planning().sequences(column.now().number()).stream()
                    .filter(s -> !s.identity())
                    .forEach(s -> all.addAll(made.apply(column, s)));
        }
        return all;
    }
}
