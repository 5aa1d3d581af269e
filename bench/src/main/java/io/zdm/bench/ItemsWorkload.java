package io.zdm.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * Reads one row of items, updates two, and makes a new one in one transaction of four.
 *
 * @param rows of the table
 * @param last the greatest id before it began
 */
record ItemsWorkload(int rows, long last) implements Workload {

    @Override
    public Transactions open(Connection connection, int client) throws SQLException {
        return new Client(connection, client);
    }

    private final class Client implements Transactions {

        private final PreparedStatement read;
        private final PreparedStatement write;
        private final PreparedStatement insert;
        private long next;

        Client(Connection connection, int number) throws SQLException {
            read = connection.prepareStatement("SELECT label, note FROM items WHERE id = ?");
            write = connection.prepareStatement("UPDATE items SET label = ? WHERE id = ?");
            insert = connection.prepareStatement(
                    "INSERT INTO items (id, created_at, owner_id, label, note) VALUES (?, now(), ?, ?, ?)");
            next = last + 1 + number;
        }

        @Override
        public void run(Random random) throws SQLException {
            long first = 1L + random.nextInt(rows);
            long second = 1L + random.nextInt(rows);
            read.setLong(1, first);
            read.executeQuery().close();
            for (long id : new long[] {Math.min(first, second), Math.max(first, second)}) {
                write.setString(1, "label-" + Long.toHexString(random.nextLong()));
                write.setLong(2, id);
                write.executeUpdate();
            }
            if (random.nextInt(4) == 0) {
                insert.setLong(1, next);
                insert.setLong(2, first);
                insert.setString(3, "label-new");
                insert.setString(4, "note");
                // Not taken back where the transaction fails: a gap is no harm.
                next += Application.CLIENTS;
                insert.executeUpdate();
            }
        }

        @Override
        public void close() throws SQLException {
            read.close();
            write.close();
            insert.close();
        }
    }
}
