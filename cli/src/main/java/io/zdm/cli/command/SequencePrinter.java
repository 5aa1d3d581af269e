package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.SqlName;
import io.zdm.cli.output.Json;
import io.zdm.cli.output.StatusText;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.engine.postgres.Target;
import java.util.ArrayList;
import java.util.List;

/** Says how several changes went: each when it has ended, and all at the end, in a table or a JSON array. */
final class SequencePrinter {

    private final Console console;
    private final OutcomePrinter each;
    private final boolean json;

    SequencePrinter(Console console, Target target, boolean json) {
        this.console = console;
        this.each = new OutcomePrinter(console, target, json);
        this.json = json;
    }

    void begins(int number, int all, ChangeEntry entry) {
        console.err()
                .println(
                        "%n[%d of %d] %s: %s on %s".formatted(number, all, entry.place(), entry.kind(), entry.table()));
    }

    /** On stderr, at once: the next one's progress comes below it. */
    void ended(Outcome outcome) {
        if (outcome.exitCode() != 0) {
            each.explain(outcome);
        } else if (outcome.note() != null) {
            console.err().println(outcome.note());
        }
    }

    void summary(List<ChangeResult> results) {
        if (json) {
            console.out()
                    .println(Json.write(results.stream()
                            .map(r -> each.object(r.outcome(), asked(r.entry())))
                            .toList()));
            return;
        }
        if (results.isEmpty()) {
            console.out().println("There is no change in the change files.");
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CHANGE", "KIND", "TABLE", "ID", "RESULT"));
        boolean swapped = false;
        for (ChangeResult result : results) {
            String state = result(result.outcome());
            swapped |= state.equals("SWAPPED");
            rows.add(List.of(
                    result.entry().place(),
                    result.entry().kind(),
                    result.entry().table(),
                    result.outcome().id() == null
                            ? "-"
                            : String.valueOf(result.outcome().id()),
                    state));
        }
        console.out().print(StatusText.aligned(rows));
        if (swapped) {
            console.out().println("""

                    SWAPPED: the new column is in place, the old one is kept in step.
                      zdm-batch rollback ID   goes back; nothing that is written meanwhile is lost
                      zdm-batch contract ID   drops the old column: after that there is no way back""");
        }
    }

    private String result(Outcome outcome) {
        Status status = outcome.id() == null ? null : each.lastStatus(outcome.id(), outcome.error());
        if (status != null) {
            return status.state();
        }
        if (outcome.error() != null) {
            return outcome.error().code().text();
        }
        return outcome.problems().isEmpty() ? "would be run" : "refused";
    }

    static OutcomePrinter.Asked asked(ChangeEntry entry) {
        SqlName table = entry.tableName();
        return new OutcomePrinter.Asked(entry.kind(), entry.name(), table.schema(), table.name());
    }
}
