package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import org.jspecify.annotations.Nullable;

/** The user's own question: waits while its one value is true. NULL or another type is no answer. */
public final class QuerySignal implements Signal {

    private final Database database;
    private final String query;

    public QuerySignal(Database database, String query) {
        this.database = database;
        this.query = query;
    }

    @Override
    public String code() {
        return "throttle-query";
    }

    @Override
    public String name() {
        return "the answer of --throttle-query";
    }

    @Override
    public @Nullable String busy() {
        boolean wait = database.value(query, Boolean.class);
        return wait ? "--throttle-query says so" : null;
    }
}
