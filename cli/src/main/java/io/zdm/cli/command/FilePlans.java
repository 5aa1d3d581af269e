package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanPart;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans of the changes of files, with the database as it is now. */
final class FilePlans {

    private final PlainPlanner planner;
    private final PlanFormat format;
    private int planned;
    private final List<ChangeEntry> undone = new ArrayList<>();

    FilePlans(PlainPlanner planner, PlanFormat format) {
        this.planner = planner;
        this.format = format;
    }

    List<PlanPart> of(List<ChangeEntry> entries) {
        return entries.stream().flatMap(e -> next(e).stream()).toList();
    }

    /** To be asked for in the order of the files: the plans of its parts, where it has any, and its own. */
    List<PlanPart> next(ChangeEntry entry) {
        Optional<ChangeEntry> before =
                undone.stream().filter(u -> mayNeed(entry, u)).findFirst();
        List<PlanView> views = planner.views(entry.change(), format, planned + undone.size());
        if (views.stream().anyMatch(v -> v.plan().path() != MigrationPlan.Path.IN_PLACE)) {
            undone.add(entry);
            planned += views.size() - 1;
        }
        return views.stream()
                .map(view -> new PlanPart(
                        view,
                        entry.place(),
                        entry.name(),
                        before.map(ChangeEntry::place).orElse(null)))
                .toList();
    }

    /** Every problem of those that are refused for sure. */
    static List<Problem> problems(List<PlanPart> parts) {
        return parts.stream()
                .filter(PlanPart::refused)
                .flatMap(p -> p.view().plan().problems().stream())
                .toList();
    }

    /** One that is not planned, as it was begun; what comes after it may need it. */
    void pending(ChangeEntry entry) {
        undone.add(entry);
    }

    /**
     * A column that an earlier change adds, a key that a foreign key refers to: whatever an earlier change of the same
     * table makes, or of one that is named anywhere in the definition. Too often rather than too seldom: it only means
     * that a refusal is not the last word.
     */
    static boolean mayNeed(ChangeEntry later, ChangeEntry earlier) {
        return later.tableName().matches(earlier.tableName())
                || later.change()
                        .definition()
                        .toString()
                        .contains(earlier.tableName().name());
    }
}
