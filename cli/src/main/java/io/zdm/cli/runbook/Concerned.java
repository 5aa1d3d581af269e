package io.zdm.cli.runbook;

import static io.zdm.cli.render.Markdown.cell;
import static io.zdm.cli.render.Markdown.code;
import static io.zdm.cli.render.Markdown.row;

import io.zdm.engine.plan.BackfillStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import java.util.List;

/** Who must know of a change beforehand, and from where on there is no way back. */
final class Concerned {

    private final MigrationPlan plan;

    Concerned(MigrationPlan plan) {
        this.plan = plan;
    }

    String render() {
        return plan.path() == Path.IN_PLACE ? "" : whoMustKnow() + pointOfNoReturn();
    }

    private String whoMustKnow() {
        StringBuilder text = new StringBuilder("\n## Who must know\n\n").append(row("who", "of what"));
        text.append("|---|---|\n");
        text.append(row("the owners of the application", cell(application())));
        if (takes(LockLevel.ACCESS_EXCLUSIVE)) {
            text.append(row(
                    "who keeps standbys",
                    "ACCESS EXCLUSIVE is replayed there: a query on the table may be cancelled after "
                            + code("max_standby_streaming_delay")));
        }
        if (writes()) {
            text.append(row(
                    "who keeps backups, the archive and readers of slots",
                    "WAL is written as fast as the limits allow, as much as the estimate above says"));
        }
        text.append(row("who is called at night", "this page, and the number that " + code("status") + " lists"));
        return text.toString();
    }

    private String application() {
        List<String> columns = plan.columns().stream().map(c -> c.name()).toList();
        String what = columns.isEmpty() ? "the table" : "the column" + (columns.size() > 1 ? "s " : " ");
        what += String.join(", ", columns);
        return plan.hasContract()
                ? "when the swap is, and that nothing may need the old state of " + what.strip() + " from contract on"
                : "that " + what.strip() + " changes, and what stands under \"Know before you begin\"";
    }

    private String pointOfNoReturn() {
        String where = plan.hasContract()
                ? "**Contract.** Until then `rollback` goes back and loses no write; after it there is no way back but a new"
                        + " change. `contract` is a command of its own: `run` does not go there unless asked to."
                : plan.path() == Path.METADATA_ONLY
                        ? "**The ALTER.** It is committed or not; afterwards only a new change leads back."
                        : "**The last step.** Until then `rollback` removes what was made; afterwards only a new change leads"
                                + " back. Values that a backfill wrote over are gone at once.";
        return "\n## The point of no return\n\n" + where + "\n";
    }

    private boolean takes(LockLevel lock) {
        return plan.forward().stream().map(PlannedStep::lock).anyMatch(lock::equals);
    }

    private boolean writes() {
        return plan.forward().stream()
                .anyMatch(step -> step instanceof BackfillStep || step.phase() == Phase.DEPENDENTS);
    }
}
