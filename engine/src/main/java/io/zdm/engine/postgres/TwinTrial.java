package io.zdm.engine.postgres;

import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Trial;
import java.util.function.BinaryOperator;
import org.springframework.dao.DataAccessException;

/** One statement run on an empty twin of a table, in a transaction that is rolled back. */
final class TwinTrial {

    private final Database database;
    private final CatalogReader catalog;

    TwinTrial(Database database) {
        this.database = database;
        this.catalog = new CatalogReader(database);
    }

    /** @param userPath the search_path in which names in the statement are understood */
    Trial of(TableSnapshot table, TableSnapshot other, BinaryOperator<String> statement, String userPath) {
        return database.inRolledBackTransaction(() -> {
            String schema = ScratchSchema.open(database);
            TableRef twin = create(table, schema, "");
            TableRef otherTwin = other.ref().oid() == table.ref().oid() ? twin : create(other, schema, "_other");
            TableSnapshot before = catalog.table(twin);
            database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
            database.execute("SAVEPOINT zdm_trial");
            String sql = statement.apply(twin.sql(), otherTwin.sql());
            if (Statements.of(sql).size() != 1) {
                return new Trial("this is more than one statement: " + sql, before, before);
            }
            try {
                database.execute(sql);
            } catch (DataAccessException e) {
                String refusal = Sql.message(Sql.answer(e));
                database.execute("ROLLBACK TO SAVEPOINT zdm_trial");
                return new Trial(refusal, before, before);
            }
            database.execute("SET LOCAL search_path = ''");
            return new Trial(null, before, catalog.table(twin));
        });
    }

    /** Partitioned where the table is: PostgreSQL has rules of its own for those. */
    private TableRef create(TableSnapshot table, String schema, String suffix) {
        String name = "rehearsal_" + database.value("SELECT pg_backend_pid()", Integer.class) + suffix;
        String partitioned = table.kind() == 'p'
                ? " PARTITION BY "
                        + database.value(
                                "SELECT pg_get_partkeydef(?::oid)",
                                String.class,
                                table.ref().oid())
                : "";
        database.execute("CREATE TABLE " + schema + "." + name + " (LIKE "
                + table.ref().sql() + " INCLUDING ALL EXCLUDING STATISTICS)" + partitioned);
        long oid = database.value("SELECT to_regclass(?)::oid::bigint", Long.class, schema + "." + name);
        return new TableRef(oid, schema, name);
    }
}
