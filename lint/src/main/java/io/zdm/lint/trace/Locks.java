package io.zdm.lint.trace;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The strongest lock that a session has, or waits for, on each relation. */
final class Locks {

    private final Map<Long, LockMode> strongest = new HashMap<>();
    private boolean waiting;

    /** Reads them from any session: its own ones after a statement, another's while a statement runs. */
    static Locks of(Connection reader, int backend) throws SQLException {
        Locks locks = new Locks();
        try (PreparedStatement query = reader.prepareStatement(
                "SELECT locktype, relation::bigint, mode, granted FROM pg_catalog.pg_locks WHERE pid = ?")) {
            query.setInt(1, backend);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    locks.waiting |= !rows.getBoolean(4);
                    if (rows.getString(1).equals("relation")) {
                        locks.add(rows.getLong(2), LockMode.of(rows.getString(3)));
                    }
                }
            }
        }
        return locks;
    }

    void add(long relation, LockMode mode) {
        strongest.merge(relation, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    void addAll(Locks others) {
        others.strongest.forEach(this::add);
    }

    Map<Long, LockMode> strongest() {
        return strongest;
    }

    boolean isWaiting() {
        return waiting;
    }
}
