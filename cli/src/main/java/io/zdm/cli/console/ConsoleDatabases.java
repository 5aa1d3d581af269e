package io.zdm.cli.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** All databases that the console shows, in the order in which they were named. */
final class ConsoleDatabases {

    private final Map<String, ConsoleDatabase> byKey = new LinkedHashMap<>();

    ConsoleDatabases(List<ConsoleDatabase> databases) {
        databases.forEach(d -> byKey.put(d.key(), d));
    }

    Collection<ConsoleDatabase> all() {
        return byKey.values();
    }

    /** @throws ApiProblem where there is none of that key */
    ConsoleDatabase get(String key) {
        ConsoleDatabase database = byKey.get(key);
        if (database == null) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND, "There is no database " + key + " here.", "Load the page again.");
        }
        return database;
    }
}
