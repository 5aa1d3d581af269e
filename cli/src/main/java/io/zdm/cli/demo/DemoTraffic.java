package io.zdm.cli.demo;

import io.zdm.cli.demo.Felt.Point;
import io.zdm.engine.postgres.Target;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application of a steady rate, whatever the answers take: each transaction reads a row and updates one. Latency counts
 * from when a transaction was due, as its user's does.
 */
final class DemoTraffic implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final long INTERVAL_NANOS = 10_000_000;

    private final Target target;
    private final String table;
    private final int rows;
    private final long began = System.nanoTime();
    private final List<Client> clients = new ArrayList<>();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean over;

    DemoTraffic(Target target, String table, int rows) {
        this.target = target;
        this.table = table;
        this.rows = rows;
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(i);
            clients.add(client);
            client.start();
        }
    }

    static Connection connect(Target target) throws SQLException {
        Properties properties = target.connectionProperties();
        // What a changed type does to a prepared statement, the driver repeats, after ALTER TABLE, too.
        properties.setProperty("autosave", "conservative");
        properties.setProperty("ApplicationName", "zdm-batch demo");
        return DriverManager.getConnection(target.url(), properties);
    }

    double now() {
        return (System.nanoTime() - began) / 1e9;
    }

    long failed() {
        return failed.get();
    }

    /** All that was due until the end. */
    List<Point> points() {
        return clients.stream().flatMap(c -> c.points.stream()).toList();
    }

    @Override
    public void close() {
        over = true;
        try {
            for (Client client : clients) {
                client.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Client extends Thread {

        private final Random random;
        private final List<Point> points = new ArrayList<>();

        Client(int number) {
            super("zdm-demo-" + number);
            this.random = new Random(number);
            setDaemon(true);
        }

        @Override
        public void run() {
            try (Connection connection = connect(target);
                    PreparedStatement read =
                            connection.prepareStatement("SELECT code FROM " + table + " WHERE id = ?");
                    PreparedStatement write = connection.prepareStatement(
                            "UPDATE " + table + " SET touched = touched + 1 WHERE id = ?")) {
                connection.setAutoCommit(false);
                long due = System.nanoTime();
                while (!over) {
                    due += INTERVAL_NANOS;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    transaction(connection, read, write);
                    points.add(new Point((due - began) / 1e9, (System.nanoTime() - due) / 1e6));
                }
            } catch (SQLException e) {
                failed.incrementAndGet();
            }
        }

        private void transaction(Connection connection, PreparedStatement read, PreparedStatement write)
                throws SQLException {
            try {
                read.setLong(1, 1L + random.nextInt(rows));
                read.executeQuery().close();
                write.setLong(1, 1L + random.nextInt(rows));
                write.executeUpdate();
                connection.commit();
            } catch (SQLException e) {
                failed.incrementAndGet();
                connection.rollback();
            }
        }
    }
}
