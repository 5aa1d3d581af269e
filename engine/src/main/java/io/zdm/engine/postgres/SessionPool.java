package io.zdm.engine.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The engine's sessions, with a list of those in use: where the line of one has stalled, nobody is told, and whoever waits
 * for its answer would wait for ever. A statement may take hours, so no timeout tells; the server does.
 */
public final class SessionPool extends DelegatingDataSource implements AutoCloseable {

    /** How long a session that is in use may have nothing to do. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Sessions of the role's own are seen whole, by every role. */
    private static final String AT_WORK = """
            SELECT pid FROM pg_catalog.pg_stat_activity WHERE application_name = ? AND pid = ANY (?)
            AND (state NOT LIKE 'idle%' OR state_change > clock_timestamp() - make_interval(secs => ?))
            """;

    private final HikariDataSource pool;
    private final Set<Lease> leases = ConcurrentHashMap.newKeySet();
    private final Map<Connection, Integer> backends = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean unreachable;

    SessionPool(HikariDataSource pool) {
        super(pool);
        this.pool = pool;
    }

    /** A session that somebody uses. Each is another, whatever it holds. */
    private static final class Lease {

        private final Connection connection;
        private final int backend;
        private final long since = System.nanoTime();

        Lease(Connection connection, int backend) {
            this.connection = connection;
            this.backend = backend;
        }

        boolean isOld() {
            return System.nanoTime() - since > PATIENCE.toNanos();
        }

        /** Whoever waits for its answer finds the connection lost. */
        void end() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It has ended by itself.
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (unreachable) {
            // The pool would try for half a minute, for each who asks.
            throw new SQLTransientConnectionException("The server does not answer", "08001");
        }
        Connection connection = pool.getConnection();
        Lease lease;
        try {
            lease = new Lease(connection, backend(connection));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        leases.add(lease);
        return (Connection) Proxy.newProxyInstance(
                SessionPool.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "equals" -> {
                            return proxy == arguments[0];
                        }
                        case "hashCode" -> {
                            return System.identityHashCode(proxy);
                        }
                        case "close" -> leases.remove(lease);
                        default -> {}
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    /** Asked once in a session's life: what was announced to the driver is not the server's word where a pooler is between. */
    private int backend(Connection connection) throws SQLException {
        Connection session = connection.unwrap(Connection.class);
        Integer known = backends.get(session);
        if (known == null) {
            known = Driver.backend(session);
            backends.put(session, known);
        }
        return known;
    }

    /**
     * Ends the sessions in use that have long had nothing to do, or are gone, as the server sees it: their statements or
     * its answers are lost.
     *
     * @param line whose own line is known to work
     * @return how many
     */
    public int endStalled(Connection line) throws SQLException {
        unreachable = false;
        List<Lease> old = leases.stream().filter(Lease::isOld).toList();
        if (old.isEmpty()) {
            return 0;
        }
        Set<Integer> atWork = new HashSet<>();
        try (PreparedStatement question = line.prepareStatement(AT_WORK)) {
            question.setString(1, Sessions.APPLICATION_NAME);
            question.setArray(
                    2,
                    line.createArrayOf("int4", old.stream().map(l -> l.backend).toArray()));
            question.setLong(3, PATIENCE.toSeconds());
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    atWork.add(rows.getInt(1));
                }
            }
        }
        return end(old.stream().filter(l -> !atWork.contains(l.backend)).toList());
    }

    /**
     * Ends the sessions that have been in use for long, for no line to the server works any more; nobody gets another one
     * until one does.
     */
    public int endOld() {
        unreachable = true;
        return end(leases.stream().filter(Lease::isOld).toList());
    }

    /** Whoever needs a session next may try. */
    public void reachableAgain() {
        unreachable = false;
    }

    private int end(List<Lease> lost) {
        int ended = 0;
        for (Lease lease : lost) {
            // It may have been given back meanwhile.
            if (leases.remove(lease)) {
                lease.end();
                ended++;
            }
        }
        return ended;
    }

    @Override
    public void close() {
        pool.close();
    }
}
