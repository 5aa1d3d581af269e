package io.zdm.engine.batch;

import io.zdm.engine.batch.Engine.RunOptions;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Before a queued change begins: that it is its turn, and its plan, made again where others came before it. */
final class PlanAnew {

    private final Database database;
    private final ChangeRunner.Connections connections;
    private final Map<String, ChangePlanner> kinds;

    PlanAnew(Database database, ChangeRunner.Connections connections, Map<String, ChangePlanner> kinds) {
        this.database = database;
        this.connections = connections;
        this.kinds = kinds;
    }

    /** Nothing where it may run: its plan was made in time, or is made now. */
    Optional<Outcome> before(ChangeRecord record, RunOptions options) {
        ChangeQueue queue = new ChangeQueue(database);
        Optional<ChangeQueue.Entry> entry =
                record.state().equals("QUEUED") ? queue.find(record.id()) : Optional.empty();
        Optional<Long> first = entry.flatMap(e -> queue.before(e.id()));
        if (first.isPresent()) {
            return Optional.of(comesFirst(record.id(), first.get()));
        }
        if (entry.filter(ChangeQueue.Entry::planAnew).isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = connections.open()) {
            return anew(record, options, queue, new Database(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new EngineException(
                    ErrorCode.CONNECTION_LOST,
                    "Cannot open the connection that would plan change " + record.id() + ": " + Sql.message(e),
                    false,
                    "See that the server takes connections, then restart.",
                    e);
        }
    }

    /** By whatever command it was to begin. */
    private static Outcome comesFirst(long id, long first) {
        return Outcome.failed(
                id,
                new EngineException(
                        ErrorCode.NOT_POSSIBLE_NOW,
                        "Change " + id + " waits in the queue: change " + first + " comes first",
                        false,
                        "See zdm-batch status " + first + "; finish that one, or roll it back."));
    }

    private Optional<Outcome> anew(ChangeRecord record, RunOptions options, ChangeQueue queue, Database single) {
        Planner planner = new Planner(single, options.reporter());
        ChangeSet set = set(record, planner);
        List<Problem> problems = Stream.concat(
                        set.problems().stream(), new OpenChanges(database).against(set, queue.open()).stream())
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            queue.refused(record.id(), problems);
            return Optional.of(Outcome.refused(set.own().plan().table(), problems));
        }
        set.all().forEach(p -> options.planned().accept(p.plan()));
        ChangeStore store = new ChangeStore(database);
        database.inTransactionWithoutResult(() -> {
            set.replace(store, planner, record, options.until(), options.tuning());
            queue.planned(record.id(), Occupied.by(set, database).tables());
        });
        return Optional.empty();
    }

    private ChangeSet set(ChangeRecord record, Planner planner) {
        ChangePlanner kind = Objects.requireNonNull(kinds.get(record.kind()), record.kind());
        Map<String, Object> definition = new LinkedHashMap<>(record.definition());
        definition.remove("change");
        String table = String.valueOf(definition.remove("table"));
        SchemaChange change = kind.read(table, definition);
        return ChangeSet.plan(planner, kinds, change, kind, record.id(), Set.of());
    }
}
