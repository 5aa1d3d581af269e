package io.zdm.cli.console;

import io.zdm.cli.output.NextSteps;
import io.zdm.cli.output.StatusJson;
import io.zdm.engine.batch.ChangeStore;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.PartitionReader;
import io.zdm.engine.postgres.PartitionReader.Partition;
import io.zdm.engine.postgres.StatusReader.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change as the page gets it: the JSON of {@code status}, and what can be done with it. */
final class ChangeView {

    private final StatusJson json;
    private final PartitionReader partitions;
    private final ChangeStore store;

    ChangeView(ConsoleDatabase database, Database over) {
        this.json = new StatusJson(database.target());
        this.partitions = new PartitionReader(over);
        this.store = new ChangeStore(over);
    }

    /** One whose partitions are asked for only while they may change. */
    Map<String, @Nullable Object> inList(Status status) {
        return view(status, status.isLive() ? partitions.of(status.id()) : List.of());
    }

    Map<String, @Nullable Object> whole(Status status) {
        return view(status, partitions.of(status.id()));
    }

    private Map<String, @Nullable Object> view(Status status, List<Partition> known) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>(json.change(status, null));
        view.put(
                "actions",
                ChangeAction.possible(status).stream()
                        .map(ChangeAction::command)
                        .toList());
        view.put("confirm", word(status));
        view.put("next", NextSteps.of(status).strip());
        view.put("partOf", status.partOf());
        view.put("blocked", status.now().blocked());
        view.put(
                "heldUntil",
                status.state().equals("HELD")
                        ? store.heldUntil(status.id()).map(Instant::toString).orElse(null)
                        : null);
        view.put("partitions", known);
        return view;
    }

    /** What must be typed before something that cannot be undone, or may be felt. */
    static String word(Status status) {
        return status.schema() + "." + status.table();
    }
}
