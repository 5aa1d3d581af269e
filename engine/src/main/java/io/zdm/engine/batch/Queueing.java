package io.zdm.engine.batch;

import io.zdm.engine.batch.ChangeRecord.Direction;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Origin;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.Tuning;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Planner;
import io.zdm.engine.postgres.TableFinder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Queues changes of change files: each once, however often it is asked for, all of them in one transaction. Each is planned
 * before, so that what is refused for sure takes no number; what an earlier one may make possible is planned again when
 * its turn comes.
 */
public final class Queueing {

    private final Database database;
    private final ChangeRunner.Connections connections;
    private final Map<String, ChangePlanner> kinds;

    Queueing(Database database, ChangeRunner.Connections connections, Map<String, ChangePlanner> kinds) {
        this.database = database;
        this.connections = connections;
        this.kinds = kinds;
    }

    /**
     * A change to be queued.
     *
     * @param name the change file's, or null
     * @param place where people find it
     * @param priority the higher ones come first
     */
    public record Wanted(SchemaChange change, @Nullable String name, Origin origin, String place, int priority) {}

    /**
     * How they are queued.
     *
     * @param attempts how often each may fail
     * @param agreed asked once, with the plans of all that have not begun, before anything is touched
     */
    public record Terms(
            Phase until, Tuning tuning, int attempts, Reporter reporter, Predicate<List<MigrationPlan>> agreed) {}

    /**
     * What became of one.
     *
     * @param id its number in the queue; null where it was not queued, and the outcome says why
     */
    public record Queued(@Nullable Long id, @Nullable Outcome outcome) {}

    /** In the order of those wanted. */
    public List<Queued> queue(List<Wanted> all, Terms terms) {
        try (Connection connection = connections.open()) {
            Database single = new Database(new SingleConnectionDataSource(connection, true));
            Planner planner = new Planner(single, terms.reporter());
            List<Looked> looked = new ArrayList<>();
            for (Wanted wanted : all) {
                looked.add(look(wanted, looked, planner, single, terms));
            }
            if (looked.stream().noneMatch(Looked::isOpen)) {
                return looked.stream().map(l -> new Queued(null, l.outcome())).toList();
            }
            List<MigrationPlan> plans = looked.stream()
                    .filter(Looked::isOpen)
                    .flatMap(l -> l.set() == null
                            ? Stream.of(Objects.requireNonNull(l.record()).plan())
                            : l.set().all().stream().map(ChangeSet.Planned::plan))
                    .toList();
            if (!terms.agreed().test(plans)) {
                return looked.stream()
                        .map(l -> new Queued(null, l.isOpen() ? Outcome.stoppedBeforeAnything() : l.outcome()))
                        .toList();
            }
            ZdmSchema.install(database);
            return new ChangeQueue(database).alone(() -> insert(looked, planner, terms));
        } catch (SQLException e) {
            throw new EngineException(
                    ErrorCode.CONNECTION_LOST,
                    "Cannot open the connection that would plan the changes",
                    false,
                    "See that the server takes connections, then try again.",
                    e);
        }
    }

    private Looked look(Wanted wanted, List<Looked> earlier, Planner planner, Database single, Terms terms) {
        SchemaChange change = wanted.change();
        ChangePlanner kind = Objects.requireNonNull(kinds.get(change.kind()), change.kind());
        TableRef table = new TableFinder(single).find(change.table()).table();
        Optional<Looked> known = known(wanted, kind, table, planner, terms);
        if (known.isPresent()) {
            return known.get();
        }
        Looked bare = new Looked(wanted, table, null, null, null, false);
        Optional<Looked> failed =
                earlier.stream().filter(e -> e.failed() && bare.mayNeed(e)).findFirst();
        if (failed.isPresent()) {
            return over(wanted, table, notBegun(wanted, failed.get().wanted().place()));
        }
        int ahead = earlier.stream()
                .filter(e -> e.set() != null)
                .mapToInt(e -> e.set().all().size())
                .sum();
        long number = (ZdmSchema.exists(single) ? new ChangeStore(single).nextId() : 1) + ahead;
        ChangeSet set = ChangeSet.plan(planner, kinds, change, kind, number, Set.of());
        List<Problem> now =
                new ArrayList<>(new KillSwitch(single).problem().stream().toList());
        now.addAll(Throttles.invisible(single, terms.tuning().limits()));
        List<Long> queued = queued();
        boolean early = earlier.stream().anyMatch(e -> e.isOpen() && bare.mayNeed(e)) || isBehindOthers(set, queued);
        List<Problem> problems = Stream.of(set.problems(), new OpenChanges(database).against(set, queued), now)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return problems.isEmpty() || (early && now.isEmpty())
                ? new Looked(wanted, table, null, null, set, early)
                : over(wanted, table, Outcome.refused(set.own().plan().table(), problems));
    }

    /** One that was applied, begun or queued before; nothing where it is to be planned. */
    private Optional<Looked> known(
            Wanted wanted, ChangePlanner kind, @Nullable TableRef table, Planner planner, Terms terms) {
        AppliedBefore before = AppliedBefore.find(database, wanted.change(), wanted.origin());
        if (before.isReplaceable()) {
            return Optional.empty();
        }
        if (before.problem() != null || before.isDone(terms.until())) {
            return Optional.of(over(wanted, table, before.outcome("Applied before; nothing to do.")));
        }
        ChangeRecord record = before.record();
        if (record == null && table != null && ZdmSchema.exists(database)) {
            record = new ChangeStore(database)
                    .ofTable(table.oid()).stream()
                            .filter(r -> ChangeStore.isSame(r, wanted.change()))
                            .findFirst()
                            .filter(r -> !r.state().equals("ROLLED_BACK"))
                            .orElse(null);
        }
        if (record == null) {
            return Optional.empty();
        }
        boolean byQueue = record.isRunning() && queued().contains(record.id());
        if (byQueue && record.direction() == Direction.FORWARD) {
            return Optional.of(new Looked(wanted, table, null, record, null, false));
        }
        RunAgain again = RunAgain.of(record, wanted.change(), kind, planner, terms.until());
        if (again.goOn()) {
            return Optional.of(new Looked(wanted, table, null, record, null, false));
        }
        if (again.outcome() == null) {
            return Optional.empty();
        }
        if (again.outcome().error() == null) {
            ZdmSchema.install(database);
            new ChangeStore(database).setOrigin(record.id(), wanted.origin());
        }
        return Optional.of(over(wanted, table, again.outcome()));
    }

    private List<Queued> insert(List<Looked> all, Planner planner, Terms terms) {
        ChangeStore store = new ChangeStore(database);
        ChangeQueue queue = new ChangeQueue(database);
        all.stream()
                .filter(l -> l.set() != null)
                .flatMapToLong(l -> Objects.requireNonNull(l.set()).tables())
                .distinct()
                .sorted()
                .forEach(table -> database.value(
                        "SELECT pg_advisory_xact_lock(hashtextextended('zdm.change', ?))::text", String.class, table));
        List<Queued> result = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Looked looked = all.get(i);
            Queued queued =
                    looked.isOpen() ? insert(looked, store, queue, planner, terms) : new Queued(null, looked.outcome());
            result.add(queued);
            for (int j = 0; j < i && queued.id() != null && looked.set() != null; j++) {
                Long before = result.get(j).id();
                if (before != null && !looked.isOfTable(all.get(j).table()) && looked.mayNeed(all.get(j))) {
                    queue.after(queued.id(), before);
                }
            }
        }
        return result;
    }

    private Queued insert(Looked looked, ChangeStore store, ChangeQueue queue, Planner planner, Terms terms) {
        Wanted wanted = looked.wanted();
        ChangeRecord record = looked.record();
        if (record == null) {
            // Another engine may have come first.
            AppliedBefore before = AppliedBefore.find(database, wanted.change(), wanted.origin());
            if (!before.isReplaceable() && (before.problem() != null || before.isDone(terms.until()))) {
                return new Queued(null, before.outcome("Applied before; nothing to do."));
            }
            record = before.record();
            if (before.isReplaceable()) {
                Objects.requireNonNull(looked.set())
                        .replace(store, planner, Objects.requireNonNull(record), terms.until(), terms.tuning());
            }
        }
        if (record != null) {
            store.setOrigin(record.id(), wanted.origin());
            ChangeSet whole = looked.set() == null ? asRecorded(record, store, wanted) : looked.set();
            Occupied occupied = Occupied.by(whole, database);
            queue.add(record.id(), wanted.priority(), looked.early(), terms.attempts(), occupied.tables());
            return new Queued(record.id(), null);
        }
        ChangeSet set = Objects.requireNonNull(looked.set());
        MigrationPlan plan = set.own().plan();
        String name = wanted.name() == null
                ? wanted.change().kind() + "-" + plan.table().name()
                : wanted.name();
        Occupied occupied = Occupied.by(set, database);
        List<Long> earlier = occupied.beside().isEmpty() ? List.of() : queue.openOn(occupied.tables());
        long id = set.insert(store, planner, name, terms.until(), terms.tuning());
        store.setOrigin(id, wanted.origin());
        queue.add(id, wanted.priority(), looked.early(), terms.attempts(), occupied.tables());
        earlier.forEach(before -> queue.after(id, before));
        return new Queued(id, null);
    }

    private ChangeSet asRecorded(ChangeRecord record, ChangeStore store, Wanted wanted) {
        return new ChangeSet(
                planned(record, wanted),
                store.parts(record.id()).stream().map(p -> planned(p, wanted)).toList());
    }

    private ChangeSet.Planned planned(ChangeRecord record, Wanted wanted) {
        ChangePlanner kind = Objects.requireNonNull(kinds.get(record.kind()), record.kind());
        return new ChangeSet.Planned(wanted.change(), kind, record.plan(), record.id());
    }

    private boolean isBehindOthers(ChangeSet set, List<Long> queued) {
        return !queued.isEmpty()
                && !new ChangeQueue(database)
                        .openOn(Occupied.by(set, database).tables())
                        .isEmpty();
    }

    private List<Long> queued() {
        return database.isTrue("SELECT to_regclass('zdm.queue') IS NULL")
                ? List.of()
                : new ChangeQueue(database).open();
    }

    private static Looked over(Wanted wanted, @Nullable TableRef table, @Nullable Outcome outcome) {
        return new Looked(wanted, table, outcome, null, null, false);
    }

    private static Outcome notBegun(Wanted wanted, String first) {
        return Outcome.notBegun(new EngineException(
                ErrorCode.NOT_POSSIBLE_NOW,
                "%s: %s on %s was not begun: %s comes first and was not done"
                        .formatted(
                                wanted.place(),
                                wanted.change().kind(),
                                wanted.change().table(),
                                first),
                false,
                "Give the same command again when that is settled."));
    }
}
