package io.zdm.cli.runbook;

import static io.zdm.cli.render.Markdown.cell;
import static io.zdm.cli.render.Markdown.row;

import io.zdm.engine.postgres.StatusReader.Failure;
import io.zdm.engine.postgres.StatusReader.PhaseTime;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.List;
import java.util.Locale;

/** What happened to a change so far: when, how long each phase took, what it waits for, how it failed. */
final class Happened {

    private final Status status;
    private final List<PhaseTime> phases;

    Happened(Status status, List<PhaseTime> phases) {
        this.status = status;
        this.phases = phases;
    }

    String render() {
        StringBuilder text = new StringBuilder(row("", "")).append("|---|---|\n");
        text.append(row("begun", status.createdAt().toString()));
        text.append(row("last changed", status.updatedAt().toString()));
        if (status.rowsTotal() > 0) {
            text.append(row("rows", rows()));
        }
        if (status.swappedAt() != null) {
            text.append(row("swapped", status.swappedAt() + swap()));
        }
        if (status.owner() != null) {
            text.append(row(
                    "owner",
                    cell("pid " + status.owner().pid() + " on " + status.owner().host() + ", heartbeat "
                            + status.owner().heartbeatAt())));
        }
        if (status.throttle() != null) {
            text.append(row("waits", cell(status.throttle())));
        }
        Failure error = status.error();
        if (error != null) {
            text.append(row("error", cell(error.code() + ": " + error.message())));
            text.append(row("what to do", cell(ErrorPages.pointing(error.next(), error.code()))));
        }
        return text.append(phases()).toString();
    }

    private String rows() {
        return String.format(
                Locale.ROOT,
                "%,d of %s%,d in %,d chunks, %.1f s",
                status.rowsDone(),
                status.backfilled() ? "" : "about ",
                status.rowsTotal(),
                status.chunks(),
                status.backfillSeconds());
    }

    private String swap() {
        return " at attempt " + status.swapAttempts()
                + (status.swapLockMillis() == null
                        ? ""
                        : String.format(Locale.ROOT, ", %.1f ms under the lock", status.swapLockMillis()));
    }

    private String phases() {
        if (phases.isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("\n").append(row("direction", "phase", "seconds", "rows", "chunks", "runs"));
        text.append("|---|---|---|---|---|---|\n");
        phases.forEach(p -> text.append(row(
                p.direction(),
                p.phase(),
                String.format(Locale.ROOT, "%.1f", p.seconds()),
                String.format(Locale.ROOT, "%,d", p.rows()),
                String.format(Locale.ROOT, "%,d", p.chunks()),
                String.valueOf(p.runs()))));
        return text.toString();
    }
}
