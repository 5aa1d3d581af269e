package io.zdm.engine.postgres;

/** Where something may be made for the length of a transaction that is rolled back. */
final class ScratchSchema {

    private ScratchSchema() {}

    /**
     * The schema zdm, in which a role may create that may not create schemas; before there is one, a schema of this
     * session's own, so that two sessions do not meet over the name.
     */
    static String open(Database database) {
        if (database.isTrue("SELECT to_regnamespace('zdm') IS NOT NULL")) {
            return "zdm";
        }
        String name = "zdm_scratch_" + database.value("SELECT pg_backend_pid()", Integer.class);
        // Twins of two tables are made in one transaction.
        database.execute("CREATE SCHEMA IF NOT EXISTS " + name);
        return name;
    }
}
