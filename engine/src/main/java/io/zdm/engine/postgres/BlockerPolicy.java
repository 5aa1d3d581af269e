package io.zdm.engine.postgres;

import io.zdm.engine.change.Blockers;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.postgres.LockHolders.Holder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/** Does with those in the way what the user said; says what it did. Autovacuum and other engines are always spared. */
final class BlockerPolicy {

    private final Database database;
    private final Blockers blockers;
    private final Reporter reporter;
    private final Set<String> said = new HashSet<>();

    BlockerPolicy(Database database, Blockers blockers, Reporter reporter) {
        this.database = database;
        this.blockers = blockers;
        this.reporter = reporter;
    }

    void apply(List<Holder> inTheWay) {
        if (blockers != Blockers.REPORT) {
            inTheWay.forEach(this::apply);
        }
    }

    private void apply(Holder holder) {
        if (holder.own()) {
            sayOnce("Spared: " + holder.text() + ", a session of zdm-batch");
        } else if (holder.pid() == 0) {
            sayOnce("Cannot be ended from here: " + holder.text() + "; COMMIT PREPARED or ROLLBACK PREPARED does");
        } else if (holder.vacuum()) {
            sayOnce("Spared: " + holder.text()
                    + ". It gives way by itself, unless it prevents wraparound: then it has to end");
        } else {
            signal(holder);
        }
    }

    private void signal(Holder holder) {
        boolean ends = blockers == Blockers.TERMINATE;
        try {
            database.list(
                    "SELECT " + (ends ? "pg_terminate_backend(?)" : "pg_cancel_backend(?)"),
                    (row, n) -> row.getBoolean(1),
                    holder.pid());
            reporter.say((ends ? "Ended: " : "Cancelled what it did: ") + holder.text());
        } catch (DataAccessException e) {
            if (!Sql.state(e).equals(Sql.INSUFFICIENT_PRIVILEGE)) {
                throw e;
            }
            sayOnce("May not " + (ends ? "end" : "cancel") + " (" + Sql.message(e) + "): " + holder.text()
                    + ". GRANT pg_signal_backend would let this role");
        }
    }

    private void sayOnce(String text) {
        if (said.add(text)) {
            reporter.say(text);
        }
    }
}
