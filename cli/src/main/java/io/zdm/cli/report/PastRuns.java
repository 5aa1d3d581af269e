package io.zdm.cli.report;

import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.HistoryReader;
import io.zdm.engine.postgres.HistoryReader.Transition;
import io.zdm.engine.postgres.StatusReader;
import io.zdm.engine.postgres.StatusReader.Status;
import io.zdm.engine.postgres.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The runs of a change as its history in the database tells of them: also those that left no word themselves. */
final class PastRuns {

    private static final Logger LOG = LoggerFactory.getLogger(PastRuns.class);

    private final Database database;
    private final Target target;

    PastRuns(Database database, Target target) {
        this.database = database;
        this.target = target;
    }

    /** Which change it is, beyond its number. */
    static String key(Target target, long change, Instant created) {
        return "%s:%d/%s#%d %s".formatted(target.host(), target.port(), target.database(), change, created);
    }

    /** Oldest first; none where the server does not say. */
    List<PastRun> ofWhatIsKnown(long change) {
        try {
            return new StatusReader(database).find(change).map(this::of).orElse(List.of());
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("No history of change {}", change, e);
            return List.of();
        }
    }

    /** Oldest first. */
    List<PastRun> of(Status status) {
        HistoryReader history = new HistoryReader(database);
        String key = key(target, status.id(), status.createdAt());
        List<List<Transition>> runs = new ArrayList<>();
        history.transitions(status.id(), t -> {
            if (t.change() == status.id() && t.event().equals("begun")) {
                runs.add(new ArrayList<>());
            }
            if (!runs.isEmpty()) {
                runs.get(runs.size() - 1).add(t);
            }
        });
        if (runs.isEmpty()) {
            return List.of();
        }
        Map<Long, String> tables = tables(status);
        List<PastRun> past = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            boolean last = i + 1 == runs.size();
            Instant from = runs.get(i).get(0).at();
            Instant to = last ? null : runs.get(i + 1).get(0).at();
            past.add(new PastRun(
                    key, status, tables, runs.get(i), last, each -> history.chunks(status.id(), from, to, each)));
        }
        return past;
    }

    /** Where there is a history there are parts. */
    private Map<Long, String> tables(Status status) {
        Map<Long, String> tables = new HashMap<>();
        database.list(
                "SELECT id, schema_name || '.' || table_name AS name FROM zdm.change WHERE id = ? OR part_of = ?",
                (row, n) -> tables.put(row.getLong("id"), row.getString("name")),
                status.id(),
                status.id());
        return tables;
    }
}
