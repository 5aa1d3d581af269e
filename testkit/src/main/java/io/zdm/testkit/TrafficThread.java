package io.zdm.testkit;

import io.zdm.testkit.JournalledTraffic.Connections;
import io.zdm.testkit.JournalledTraffic.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** One connection's worth of traffic, on rows that no other thread writes. */
final class TrafficThread extends Thread {

    private static final int MOST_ROWS = 6;

    private final TrackedTable table;
    private final Settings settings;
    private final Journal journal;
    private final TrafficSession session;
    private final Random random;
    private final Latencies.Recorder latencies = new Latencies.Recorder();
    /** Keys of the existing rows that are ours. */
    private final List<String> own;

    private volatile boolean finishing;
    private volatile String statement = "nothing yet";

    TrafficThread(
            int number,
            TrackedTable table,
            Connections connections,
            Settings settings,
            Journal journal,
            List<String> own) {
        super("traffic-" + number);
        setDaemon(true);
        this.table = table;
        this.settings = settings;
        this.journal = journal;
        this.session = new TrafficSession(connections);
        this.random = new Random(settings.seed() * 1000 + number);
        this.own = own;
    }

    void finish() {
        finishing = true;
    }

    /** What it is doing, or did last. */
    String statement() {
        return statement;
    }

    Latencies.Recorder latencies() {
        return latencies;
    }

    @Override
    public void run() {
        long next = System.nanoTime();
        try (session) {
            while (!finishing) {
                transaction();
                next = pause(next);
            }
        } catch (InterruptedException e) {
            interrupt();
        } catch (RuntimeException | SQLException e) {
            // Neither the table description nor an unreachable server may pass for silence.
            journal.failures.add(TrafficFailure.of(new SQLException("Traffic ended early: " + e, e), statement));
        }
    }

    private long pause(long last) {
        if (settings.transactionsPerSecond() <= 0) {
            return last;
        }
        long next = last + (long) (1e9 * settings.threads() / settings.transactionsPerSecond());
        // After a stall: go on at the same pace, do not make up for what was missed.
        next = Math.max(next, System.nanoTime() - 1_000_000_000L);
        for (long left = next - System.nanoTime(); left > 0 && !finishing; left = next - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, 100_000_000L));
        }
        return next;
    }

    private void transaction() throws SQLException, InterruptedException {
        List<TrafficOperation> operations = plan();
        boolean keep = random.nextInt(100) >= settings.mix().rollbackPercent();
        boolean committed = false;
        boolean committing = false;
        try {
            Connection connection = session.connection();
            for (TrafficOperation operation : operations) {
                timed(operation.sql() + " -- key " + operation.key(), () -> operation.execute(connection));
            }
            committing = keep;
            timed(keep ? "COMMIT" : "ROLLBACK", keep ? connection::commit : connection::rollback);
            committed = keep;
            (keep ? journal.commits : journal.rollbacks).incrementAndGet();
        } catch (SQLException e) {
            committed = recover(e, operations, committing);
        }
        for (TrafficOperation operation : operations) {
            Journal.Row row = committed ? operation.after() : operation.before();
            journal.rows.put(operation.key(), row);
            if (row.exists()) {
                own.add(operation.key());
            }
        }
    }

    /** One or several statements, each on another row; the rows are taken out of {@link #own} for the time being. */
    private List<TrafficOperation> plan() {
        TrafficMix mix = settings.mix();
        int rows = random.nextInt(100) < mix.multiRowPercent() ? 2 + random.nextInt(MOST_ROWS - 1) : 1;
        List<TrafficOperation> operations = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int choice = random.nextInt(mix.total());
            if (own.isEmpty() || choice < mix.inserts()) {
                operations.add(TrafficOperation.insert(
                        table, table.keys().get(), table.values().apply(random)));
                continue;
            }
            String key = take();
            Journal.Row before = Objects.requireNonNull(journal.rows.get(key));
            if (choice < mix.inserts() + mix.trackedUpdates()) {
                operations.add(TrafficOperation.trackedUpdate(
                        table, key, before, table.values().apply(random)));
            } else if (choice < mix.total() - mix.deletes()) {
                operations.add(TrafficOperation.otherUpdate(table, key, before));
            } else {
                operations.add(TrafficOperation.delete(table, key, before));
            }
        }
        return operations;
    }

    private String take() {
        int index = random.nextInt(own.size());
        String key = own.get(index);
        String last = own.remove(own.size() - 1);
        if (index < own.size()) {
            own.set(index, last);
        }
        return key;
    }

    /** Notes the failure and gets the connection going again. Says whether the transaction was committed after all. */
    private boolean recover(SQLException e, List<TrafficOperation> operations, boolean committing)
            throws SQLException, InterruptedException {
        boolean lost = session.lostBy(e);
        if (!lost || !settings.toleratesLostConnections()) {
            journal.failures.add(TrafficFailure.of(e, statement));
        }
        if (!lost) {
            session.rollback();
            return false;
        }
        journal.lostConnections.incrementAndGet();
        if (!committing) {
            session.reopen();
            return false;
        }
        return wasCommitted(operations);
    }

    private boolean wasCommitted(List<TrafficOperation> operations) throws SQLException, InterruptedException {
        List<Journal.Row> found = readBack(operations);
        boolean after = true;
        boolean before = true;
        for (int i = 0; i < found.size(); i++) {
            after &= matches(operations.get(i).after(), found.get(i));
            before &= matches(operations.get(i).before(), found.get(i));
        }
        if (!after && !before) {
            SQLException torn = new SQLException("Lost while committing; found " + found, "40000");
            journal.failures.add(TrafficFailure.of(torn, operations.toString()));
        }
        return after;
    }

    private List<Journal.Row> readBack(List<TrafficOperation> operations) throws SQLException, InterruptedException {
        session.reopenAfterEnd();
        List<Journal.Row> found = new ArrayList<>();
        while (found.size() < operations.size()) {
            try {
                found.add(session.read(table, operations.get(found.size()).key()));
            } catch (SQLException e) {
                if (!session.lostBy(e)) {
                    throw e;
                }
                // Crashed again meanwhile.
                session.reopen();
            }
        }
        return found;
    }

    private boolean matches(Journal.Row wanted, Journal.Row found) {
        return wanted.equals(found)
                || (wanted.exists()
                        && found.equals(
                                new Journal.Row(true, settings.conversion().apply(wanted.value()))));
    }

    private void timed(String what, SqlAction action) throws SQLException {
        statement = what;
        long start = System.nanoTime();
        try {
            action.run();
        } finally {
            latencies.add(System.nanoTime() - start);
        }
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
