package io.zdm.cli.console;

import io.zdm.cli.output.NextSteps;
import io.zdm.cli.output.StatusJson;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change as the page gets it: the JSON of {@code status}, and what can be done with it. */
final class ChangeView {

    private ChangeView() {}

    static Map<String, @Nullable Object> of(ConsoleDatabase database, Status status) {
        Map<String, @Nullable Object> json =
                new LinkedHashMap<>(new StatusJson(database.target()).change(status, null));
        json.put(
                "actions",
                ChangeAction.possible(status).stream()
                        .map(ChangeAction::command)
                        .toList());
        json.put("confirm", word(status));
        json.put("next", NextSteps.of(status).strip());
        json.put("partOf", status.partOf());
        return json;
    }

    /** What must be typed before something that cannot be undone, or may be felt. */
    static String word(Status status) {
        return status.schema() + "." + status.table();
    }
}
