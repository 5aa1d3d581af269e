package io.zdm.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * An application at a steady pace: transactions arrive when they are due, whether or not the one before is done, and a
 * latency counts from then. So a wait of a second is seen by all who come in that second.
 */
final class Application implements AutoCloseable {

    static final int CLIENTS = 4;
    static final int PER_SECOND = 400;

    /** A prepared query of a column whose type has changed fails once, after ALTER TABLE, too: the driver repeats it. */
    private static final String REPEAT = "?autosave=conservative";

    private final Server server;
    private final String database;
    private final Workload workload;

    private final List<Client> clients = new ArrayList<>();
    private final AtomicLong failures = new AtomicLong();
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Application(Server server, String database, Workload workload) {
        this.server = server;
        this.database = database;
        this.workload = workload;
        for (int i = 0; i < CLIENTS; i++) {
            Client client = new Client(i);
            clients.add(client);
            client.start();
        }
    }

    /**
     * Latencies in milliseconds.
     *
     * @param failures transactions that failed, and with what
     */
    record Seen(
            double median,
            double p99,
            double p999,
            double max,
            long transactions,
            long failures,
            Set<String> messages) {}

    /** What it has felt until now. */
    Seen stop() throws InterruptedException {
        close();
        double[] all = clients.stream()
                .flatMapToDouble(c -> c.latencies.stream().mapToDouble(n -> n / 1e6))
                .sorted()
                .toArray();
        return new Seen(
                at(all, 0.5),
                at(all, 0.99),
                at(all, 0.999),
                all.length == 0 ? 0 : all[all.length - 1],
                all.length,
                failures.get(),
                messages);
    }

    private static double at(double[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Client client : clients) {
            client.join();
        }
    }

    private final class Client extends Thread {

        private final int number;
        private final List<Long> latencies = new ArrayList<>();

        Client(int number) {
            super("application " + number);
            this.number = number;
            setDaemon(true);
        }

        @Override
        public void run() {
            Random random = new Random(number);
            long interval = 1_000_000_000L * CLIENTS / PER_SECOND;
            try (Connection connection = DriverManager.getConnection(server.url(database) + REPEAT, Server.USER, null);
                    Workload.Transactions transactions = workload.open(connection, number)) {
                connection.setAutoCommit(false);
                long due = System.nanoTime();
                while (!over) {
                    due += interval;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    try {
                        transactions.run(random);
                        connection.commit();
                    } catch (SQLException e) {
                        failed(e);
                        connection.rollback();
                    }
                    latencies.add(System.nanoTime() - due);
                }
            } catch (SQLException e) {
                failed(e);
            }
        }
    }

    private void failed(SQLException e) {
        failures.incrementAndGet();
        messages.add(String.valueOf(e.getMessage()));
    }

    /** Of several runs, the median of each figure. */
    static Seen median(List<Seen> seen) {
        return new Seen(
                middle(seen.stream().mapToDouble(Seen::median).toArray()),
                middle(seen.stream().mapToDouble(Seen::p99).toArray()),
                middle(seen.stream().mapToDouble(Seen::p999).toArray()),
                middle(seen.stream().mapToDouble(Seen::max).toArray()),
                seen.stream().mapToLong(Seen::transactions).sum(),
                seen.stream().mapToLong(Seen::failures).sum(),
                seen.stream().flatMap(s -> s.messages.stream()).collect(Collectors.toSet()));
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
