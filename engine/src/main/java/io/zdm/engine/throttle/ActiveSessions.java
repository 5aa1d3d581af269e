package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import org.jspecify.annotations.Nullable;

/** How many sessions of others run a statement now. */
public final class ActiveSessions implements Signal {

    private static final String ACTIVE = """
            SELECT count(*) FROM pg_stat_activity
            WHERE state = 'active' AND backend_type = 'client backend' AND application_name <> 'zdm-batch'
            AND pid <> pg_backend_pid()
            """;

    private final Database database;
    private final int most;

    public ActiveSessions(Database database, int most) {
        this.database = database;
        this.most = most;
    }

    @Override
    public String code() {
        return "active-sessions";
    }

    @Override
    public String name() {
        return "the active sessions";
    }

    @Override
    public @Nullable String busy() {
        long active = database.value(ACTIVE, Long.class);
        return active > most ? active + " sessions are active, more than " + most + " (--max-active)" : null;
    }
}
