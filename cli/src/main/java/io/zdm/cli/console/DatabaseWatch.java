package io.zdm.cli.console;

import io.zdm.cli.console.EventHub.Event;
import io.zdm.cli.metrics.StatusMeters;
import io.zdm.engine.batch.KillSwitch;
import io.zdm.engine.change.StopSignal;
import io.zdm.engine.change.UsageException;
import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.Sql;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Looks at a database once a second and tells what is different. One session, whatever the number of pages. */
final class DatabaseWatch implements Runnable {

    private static final long EVERY_MILLIS = 1_000;

    /** While nobody looks, for metrics alone. */
    private static final long UNWATCHED = 10;

    private final ConsoleDatabase database;
    private final EventHub events;
    private final StatusMeters meters;
    private final StopSignal stop;
    private Map<String, @Nullable Object> told = Map.of();

    DatabaseWatch(ConsoleDatabase database, EventHub events, StatusMeters meters, StopSignal stop) {
        this.database = database;
        this.events = events;
        this.meters = meters;
        this.stop = stop;
    }

    @Override
    public void run() {
        do {
            try (Connection connection = database.connect()) {
                look(connection);
            } catch (SQLException | RuntimeException e) {
                failed(e);
            }
        } while (!stop.awaitQuietly(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** Whatever it is: the next look may be a better one, and a page must not show old figures as if they were new. */
    private void failed(Exception e) {
        String why = e instanceof UsageException said ? String.valueOf(said.getMessage()) : Sql.message(e);
        if (!why.equals(told.get("error"))) {
            LoggerFactory.getLogger(DatabaseWatch.class).warn("Database {} cannot be read", database.key(), e);
        }
        tell(why, null, List.of());
        meters.unknown(database.key());
    }

    private void look(Connection connection) {
        Database over = new Database(new SingleConnectionDataSource(connection, true));
        AllChanges all = new AllChanges(new StatusReader(over));
        KillSwitch killSwitch = new KillSwitch(over);
        ChangeView view = new ChangeView(database, over);
        long round = 0;
        do {
            if (events.hasSubscribers() || round % UNWATCHED == 0) {
                List<Status> changes = all.now();
                meters.now(database.key(), changes);
                tell(
                        null,
                        halted(over, killSwitch).orElse(null),
                        changes.stream().map(view::inList).toList());
            }
            round++;
        } while (!stop.awaitQuietly(EVERY_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static Optional<KillSwitch.On> halted(Database over, KillSwitch killSwitch) {
        return over.isTrue("SELECT to_regclass('zdm.halt') IS NOT NULL") ? killSwitch.on() : Optional.empty();
    }

    private void tell(
            @Nullable String error, KillSwitch.@Nullable On halted, List<Map<String, @Nullable Object>> changes) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key", database.key());
        json.put("error", error);
        json.put("halted", halted == null ? null : Map.of("by", halted.by(), "reason", halted.reason()));
        json.put("changes", changes);
        if (!json.equals(told)) {
            told = json;
            Map<String, @Nullable Object> stamped = new LinkedHashMap<>(json);
            stamped.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            events.keep(new Event("database:" + database.key(), "database", stamped));
        }
    }
}
