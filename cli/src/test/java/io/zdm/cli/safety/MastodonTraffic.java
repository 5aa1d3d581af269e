package io.zdm.cli.safety;

import io.zdm.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One person of a social network, who reads a page of statuses, writes one, likes another's and is counted, in one
 * transaction each time. No two of them write the same account: what fails was made to fail by somebody else.
 */
final class MastodonTraffic extends Thread implements AutoCloseable {

    private static final int PAUSE_MILLIS = 10;

    private final TestDatabase database;
    private final int account;
    private final int rows;
    private final Random random;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong committed = new AtomicLong();
    private volatile boolean over;

    /** @param rows accounts and statuses have the ids 1 to this */
    MastodonTraffic(TestDatabase database, int account, int rows) {
        super("account " + account);
        setDaemon(true);
        this.database = database;
        this.account = account;
        this.rows = rows;
        this.random = new Random(account);
    }

    /** Each counted one to its account and wrote one status. */
    long committed() {
        return committed.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        over = true;
        try {
            join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isAlive()) {
            failures.add(getName() + " is still busy");
        }
    }

    @Override
    public void run() {
        try (Connection connection = database.connect();
                PreparedStatement read = connection.prepareStatement("SELECT s.id, s.text, a.username"
                        + " FROM mastodon.statuses s JOIN mastodon.accounts a ON a.id = s.account_id"
                        + " WHERE s.account_id = ? ORDER BY s.id DESC LIMIT 20");
                PreparedStatement write = connection.prepareStatement("INSERT INTO mastodon.statuses (account_id,"
                        + " in_reply_to_account_id, text, created_at, updated_at) VALUES (?, ?, 'now', now(), now())");
                PreparedStatement like = connection.prepareStatement("INSERT INTO mastodon.favourites (account_id,"
                        + " status_id, created_at, updated_at) VALUES (?, ?, now(), now()) ON CONFLICT DO NOTHING");
                PreparedStatement count = connection.prepareStatement(
                        "UPDATE mastodon.accounts SET statuses_count = statuses_count + 1 WHERE id = ?")) {
            connection.setAutoCommit(false);
            while (!over) {
                transaction(connection, read, write, like, count);
                Thread.sleep(random.nextInt(PAUSE_MILLIS));
            }
        } catch (SQLException e) {
            failures.add("cannot go on: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void transaction(
            Connection connection,
            PreparedStatement read,
            PreparedStatement write,
            PreparedStatement like,
            PreparedStatement count)
            throws SQLException {
        try {
            read.setInt(1, account);
            read.executeQuery().close();
            write.setInt(1, account);
            write.setInt(2, 1 + random.nextInt(rows));
            write.executeUpdate();
            like.setInt(1, account);
            like.setInt(2, 1 + random.nextInt(rows));
            like.executeUpdate();
            count.setInt(1, account);
            count.executeUpdate();
            connection.commit();
            committed.incrementAndGet();
        } catch (SQLException e) {
            failures.add(e.getSQLState() + " " + e.getMessage());
            connection.rollback();
        }
    }
}
