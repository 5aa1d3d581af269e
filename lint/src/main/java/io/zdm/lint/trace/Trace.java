package io.zdm.lint.trace;

import io.zdm.lint.source.SqlStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen of the statements of several files. */
public final class Trace {

    private record Place(String file, int offset) {}

    private final Map<Place, Seen> byPlace = new HashMap<>();
    private final List<Seen> inOrder = new ArrayList<>();

    void add(Seen seen) {
        byPlace.put(new Place(seen.statement().file().path(), seen.statement().offset()), seen);
        inOrder.add(seen);
    }

    /** Null where the statement was not run. */
    public @Nullable Seen of(SqlStatement statement) {
        return byPlace.get(new Place(statement.file().path(), statement.offset()));
    }

    public List<Seen> all() {
        return List.copyOf(inOrder);
    }
}
