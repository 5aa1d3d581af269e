package io.zdm.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * People of a social network: one of them reads a page of statuses, writes one, likes another's, and is counted.
 *
 * @param accounts their ids are 1 to this
 * @param statuses those that were there before have the ids 1 to this
 */
record MastodonWorkload(int accounts, int statuses) implements Workload {

    @Override
    public Transactions open(Connection connection, int client) throws SQLException {
        return new Client(connection);
    }

    private final class Client implements Transactions {

        private final PreparedStatement read;
        private final PreparedStatement write;
        private final PreparedStatement count;
        private final PreparedStatement like;

        Client(Connection connection) throws SQLException {
            read = connection.prepareStatement(
                    "SELECT s.id, s.text, a.username FROM mastodon.statuses s"
                            + " JOIN mastodon.accounts a ON a.id = s.account_id WHERE s.account_id = ? ORDER BY s.id DESC LIMIT 20");
            write = connection.prepareStatement(
                    "INSERT INTO mastodon.statuses"
                            + " (account_id, in_reply_to_account_id, text, created_at, updated_at) VALUES (?, ?, ?, now(), now())");
            count = connection.prepareStatement(
                    "UPDATE mastodon.accounts SET statuses_count = statuses_count + 1 WHERE id = ?");
            like = connection.prepareStatement("INSERT INTO mastodon.favourites (account_id, status_id, created_at,"
                    + " updated_at) VALUES (?, ?, now(), now()) ON CONFLICT DO NOTHING");
        }

        @Override
        public void run(Random random) throws SQLException {
            int account = 1 + random.nextInt(accounts);
            read.setInt(1, account);
            read.executeQuery().close();
            write.setInt(1, account);
            write.setInt(2, 1 + random.nextInt(accounts));
            write.setString(3, "words " + random.nextInt());
            write.executeUpdate();
            like.setInt(1, 1 + random.nextInt(accounts));
            like.setInt(2, 1 + random.nextInt(statuses));
            like.executeUpdate();
            // Last, and of one row: so no two of them ever wait for each other.
            count.setInt(1, account);
            count.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            read.close();
            write.close();
            count.close();
            like.close();
        }
    }
}
