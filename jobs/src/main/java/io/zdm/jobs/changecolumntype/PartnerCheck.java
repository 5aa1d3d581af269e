package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Rehearsed.Equality;
import io.zdm.engine.plan.Rehearsed.Partners;
import io.zdm.engine.plan.TableLock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for rows whose partner would be missing, by the operators with which PostgreSQL itself compared in the rehearsal:
 * what VALIDATE would say after the swap. Reads, and takes no lock that anybody waits for.
 *
 * @param guise of the columns that will have the names
 */
record PartnerCheck(ShadowChange tree, LateForeignKey foreign, Guise guise) {

    private static final int NAMED = 5;

    /** Asked anew each time, like verify, next to which it stands. */
    private static final String NEVER_APPLIED = "SELECT false";

    DdlStep step() {
        String name = Identifier.quote(foreign.constraint().name());
        return new DdlStep(
                guise.id("partners:" + foreign.table() + "."
                        + foreign.constraint().name()),
                Phase.VERIFY,
                "Look for rows of " + foreign.table() + " that the foreign key " + name + " would not bear",
                List.of(new TableLock(foreign.table(), LockLevel.ACCESS_SHARE)),
                List.of(statement(name)),
                NEVER_APPLIED,
                Effect.NONE,
                true,
                List.of());
    }

    private String statement(String name) {
        return """
                DO $zdm$
                DECLARE
                    zdm_rows text := (SELECT string_agg(r.zdm_key, '; ') FROM (SELECT %s AS zdm_key
                        FROM %s%s fk LEFT JOIN %s%s pk ON %s
                        WHERE pk.%s IS NULL AND (%s) LIMIT %d) r);
                BEGIN
                    IF zdm_rows IS NOT NULL THEN
                        RAISE EXCEPTION USING ERRCODE = 'foreign_key_violation', MESSAGE = %s || zdm_rows;
                    END IF;
                END
                $zdm$""".formatted(
                shown(),
                foreign.partitioned() ? "" : "ONLY ",
                foreign.table(),
                isReferencedPartitioned() ? "" : "ONLY ",
                key().referenced(),
                partner(),
                referenced(0),
                present(),
                NAMED,
                Identifier.literal("Not swapped: without partner in " + key().referenced() + " the foreign key " + name
                        + " of " + foreign.table() + " would leave rows with (" + String.join(", ", key().columns())
                        + ") = "));
    }

    private ConstraintSnapshot.ForeignKey key() {
        return foreign.key();
    }

    private boolean isReferencedPartitioned() {
        return !key().parts().isEmpty()
                || tree.members().stream()
                        .anyMatch(m -> m.isPartitioned() && m.table().ref().oid() == key().referencedOid());
    }

    private String shown() {
        return "concat('(', concat_ws(', ', "
                + own().stream()
                        .map(c -> "coalesce(fk." + c + "::text, 'NULL')")
                        .collect(Collectors.joining(", "))
                + "), ')')";
    }

    private String partner() {
        List<Equality> equal = equalities();
        List<String> columns = own();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            conditions.add(equal.get(i).sql("pk." + referenced(i), "fk." + columns.get(i)));
        }
        return String.join(" AND ", conditions);
    }

    /** Asked on the twin of the member whose foreign key it is, or which it refers to. */
    private List<Equality> equalities() {
        Partners partners = tree.members().stream()
                .flatMap(m -> Stream.ofNullable(
                        m.rehearsed().partners().get(foreign.constraint().oid())))
                .findFirst()
                .orElseThrow();
        return guise == Guise.SHADOW ? partners.shadow() : partners.old();
    }

    /** MATCH FULL asks also where only some columns are NULL. */
    private String present() {
        boolean full = key().actions().contains("MATCH FULL");
        return own().stream().map(c -> "fk." + c + " IS NOT NULL").collect(Collectors.joining(full ? " OR " : " AND "));
    }

    private List<String> own() {
        return IntStream.range(0, key().columns().size())
                .mapToObj(i -> LateForeignKeys.renamed(
                        tree, foreign.table(), key().columns().get(i), guise))
                .toList();
    }

    private String referenced(int i) {
        return LateForeignKeys.renamed(
                tree, key().referenced(), key().referencedColumns().get(i), guise);
    }
}
