package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.plan.Assignment;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Rehearsed.Source;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.plan.VerifyStep;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** From the swap back to the old column: nothing that was written in between is lost. */
final class BackSteps {

    private final ShadowChange change;

    BackSteps(ShadowChange change) {
        this.change = change;
    }

    List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        steps.addAll(ofComers());
        steps.addAll(ofLeavers());
        steps.add(verify("back:check", "Look for values that have no way back"));
        steps.addAll(new DependentSteps(change).steps(Guise.OLD));
        LateForeignKeys late = LateForeignKeys.of(change);
        steps.addAll(late.prove(Guise.OLD));
        steps.add(verify("back:verify", "Prove that the old " + change.title() + " holds what the new one says"));
        steps.add(new Swap(change).back());
        steps.addAll(late.validate(Guise.OLD));
        return steps;
    }

    /** A child that came since the swap inherited no trigger; a table partition did. */
    private List<PlannedStep> ofComers() {
        return change.members().stream()
                .filter(m -> m.planning().joined() && !change.isPartitioned())
                .<PlannedStep>map(m -> step(
                        "back:trigger@" + m.sql(),
                        "Keep the old " + change.title() + " of " + m.sql() + " in step",
                        m.sql(),
                        change.reverse().createOn(m.sql()),
                        change.reverse().standsOn(List.of(m.sql()))))
                .toList();
    }

    /** One that has left since the swap keeps both columns: which of them it wants nobody can tell. */
    private List<PlannedStep> ofLeavers() {
        return change.planning().left().stream()
                .<PlannedStep>map(t -> step(
                        "back:left@" + t,
                        t + " left " + change.sql() + " since the swap and keeps the new " + change.title()
                                + ", and what was in it before, or has been since, in "
                                + change.columns().stream()
                                        .map(c -> Identifier.quote(c.old()))
                                        .collect(Collectors.joining(", "))
                                + ", which nothing keeps in step any more: drop one of the two there",
                        t,
                        List.of(change.reverse().dropWhateverCallsIt(t)),
                        "SELECT pg_catalog.to_regclass(" + Identifier.literal(t) + ") IS NULL"))
                .toList();
    }

    private static DdlStep step(String id, String title, String table, List<String> statements, String applied) {
        return new DdlStep(
                id,
                Phase.VERIFY,
                title,
                List.of(new TableLock(table, LockLevel.ACCESS_EXCLUSIVE)),
                statements,
                applied,
                Effect.NONE,
                false,
                List.of());
    }

    /**
     * A row is right when it was never written since the swap (the old value still converts to the new one) or when the
     * old value is what the new one converts back to. By assignment alone it must be the same value, too: assignment
     * rounds, and cuts off times.
     */
    private VerifyStep verify(String id, String title) {
        return new VerifyStep(
                id,
                Phase.VERIFY,
                title,
                change.walksBack(),
                join(c ->
                        "NOT (" + untouched(c) + (c.reverse() == null ? "" : " OR " + goneBack(c)) + ")" + missing(c)),
                join(c -> "NOT (CASE WHEN " + canConvert(c) + " THEN " + untouched(c) + " ELSE false END"
                        + (c.reverse() == null
                                ? ""
                                : " OR CASE WHEN " + canGoBack(c) + " AND " + canConvert(c) + " THEN " + goneBack(c)
                                        + " ELSE false END")
                        + ")" + missing(c)),
                change.columns().stream()
                        .filter(c -> c.reverse() != null)
                        .map(c -> new Assignment(
                                c.old(),
                                c.now().type(),
                                Objects.requireNonNull(c.rehearsed().reverse()).expression(),
                                Objects.requireNonNull(c.rehearsed().reverse()).comparable(),
                                canGoBack(c)))
                        .toList(),
                change.members().stream()
                        .flatMap(m -> m.columns().stream())
                        .noneMatch(c -> c.now().notNull()),
                change.reverse().names(),
                change.tables());
    }

    private String join(java.util.function.Function<Changed, String> condition) {
        return change.columns().stream().map(condition).collect(Collectors.joining(" OR "));
    }

    private String untouched(Changed c) {
        return "record_image_eq(ROW(" + Identifier.quote(c.name()) + "), ROW(" + converted(c) + "))";
    }

    private String converted(Changed c) {
        return c.nullsUnconvertible()
                ? c.forward().converting(oldNames(c))
                : c.rehearsed().forward().afterSwapComparable();
    }

    /** NOT NULL comes back with the old column: what a lossy way back made NULL is named before anything is done. */
    private static String missing(Changed c) {
        return c.now().notNull() ? " OR " + Identifier.quote(c.old()) + " IS NULL" : "";
    }

    private String goneBack(Changed c) {
        String gone = "record_image_eq(ROW(" + Identifier.quote(c.old()) + "), ROW("
                + Objects.requireNonNull(c.rehearsed().reverse()).comparable() + "))";
        // As JSON: every type has that, 1.5 is 1.50 there, and white space is nothing.
        return c.wanted().using() != null || c.wanted().reverseUsing() != null
                ? gone
                : gone + " AND to_jsonb(" + Identifier.quote(c.name()) + ") IS NOT DISTINCT FROM to_jsonb("
                        + converted(c) + ")";
    }

    private String canConvert(Changed c) {
        return c.nullsUnconvertible() ? "true" : c.forward().can(oldNames(c));
    }

    private static String canGoBack(Changed c) {
        return Objects.requireNonNull(c.reverse())
                .can(c.reverse().sources().stream().map(Source::column).toList());
    }

    private List<String> oldNames(Changed c) {
        return c.forward().sources().stream()
                .map(s -> change.renamed(s.column(), Changed::old))
                .toList();
    }
}
