package io.zdm.engine.throttle;

import io.zdm.engine.postgres.Database;
import io.zdm.engine.postgres.TableFinder;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataRetrievalFailureException;

/**
 * The user's own question: waits while its one value is true. NULL or another type is no answer. Names in it mean what they
 * mean to the user, and it cannot write.
 */
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
        String path = new TableFinder(database).userPath();
        Boolean wait = database.inTransaction(() -> {
            database.execute("SET TRANSACTION READ ONLY");
            database.value("SELECT set_config('search_path', ?, true)", String.class, path);
            return database.first(query, (row, n) -> {
                if (row.getMetaData().getColumnCount() != 1) {
                    throw new DataRetrievalFailureException("it has not one column");
                }
                return row.getObject(1, Boolean.class);
            });
        });
        if (wait == null) {
            throw new DataRetrievalFailureException("it is NULL, or without a row");
        }
        return wait ? "--throttle-query says so" : null;
    }
}
