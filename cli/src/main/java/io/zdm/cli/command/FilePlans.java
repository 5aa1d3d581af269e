package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.render.PlanFormat;
import io.zdm.cli.render.PlanPart;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.plan.MigrationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plans of the changes of files, with the database as it is now. */
final class FilePlans {

    private final PlainPlanner planner;
    private final PlanFormat format;
    private final List<ChangeEntry> undone = new ArrayList<>();

    FilePlans(PlainPlanner planner, PlanFormat format) {
        this.planner = planner;
        this.format = format;
    }

    List<PlanPart> of(List<ChangeEntry> entries) {
        return entries.stream().map(this::next).toList();
    }

    /** To be asked for in the order of the files. */
    PlanPart next(ChangeEntry entry) {
        Optional<ChangeEntry> before =
                undone.stream().filter(u -> mayNeed(entry, u)).findFirst();
        PlanView view = planner.view(entry.change(), format, undone.size());
        if (view.plan().path() != MigrationPlan.Path.IN_PLACE) {
            undone.add(entry);
        }
        return new PlanPart(
                view,
                entry.place(),
                entry.name(),
                before.map(ChangeEntry::place).orElse(null));
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
    private static boolean mayNeed(ChangeEntry later, ChangeEntry earlier) {
        return later.tableName().matches(earlier.tableName())
                || later.change()
                        .definition()
                        .toString()
                        .contains(earlier.tableName().name());
    }
}
