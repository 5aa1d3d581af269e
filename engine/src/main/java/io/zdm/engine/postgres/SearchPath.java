package io.zdm.engine.postgres;

import java.util.function.Supplier;

/** Sets the search_path for a part of a transaction. */
final class SearchPath {

    private SearchPath() {}

    static <T> T under(Database database, String path, Supplier<T> work) {
        String before = database.value("SELECT current_setting('search_path')", String.class);
        database.value("SELECT set_config('search_path', ?, true)", String.class, path);
        T result = work.get();
        database.value("SELECT set_config('search_path', ?, true)", String.class, before);
        return result;
    }
}
