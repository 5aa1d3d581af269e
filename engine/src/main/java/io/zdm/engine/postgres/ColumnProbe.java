package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.NewColumn;
import io.zdm.engine.plan.NewColumn.Wanted;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import java.util.List;
import org.springframework.dao.DataAccessException;

/** A new column, added by PostgreSQL itself to an empty twin of the table, in a transaction that is rolled back. */
final class ColumnProbe {

    private final Database database;

    ColumnProbe(Database database) {
        this.database = database;
    }

    NewColumn ask(TableSnapshot table, Wanted wanted, String userPath) {
        return database.inRolledBackTransaction(() -> {
            TableRef twin = Twin.create(database, table).ref();
            if (table.column(wanted.column()).isPresent()) {
                database.execute(
                        "ALTER TABLE " + twin.sql() + " DROP COLUMN " + Identifier.quote(wanted.column()) + " CASCADE");
            }
            try {
                database.execute("SAVEPOINT zdm_bare");
                List<String> bareWork = add(twin, wanted.column(), wanted.type(), userPath);
                database.execute("ROLLBACK TO SAVEPOINT zdm_bare");
                String definition = wanted.type()
                        + (wanted.defaultExpression() == null ? "" : " DEFAULT " + wanted.defaultExpression())
                        + (wanted.notNull() ? " NOT NULL" : "");
                List<String> work = add(twin, wanted.column(), definition, userPath);
                ColumnSnapshot after = new CatalogReader(database)
                        .columns(twin.oid()).stream()
                                .filter(c -> c.name().equals(wanted.column()))
                                .findFirst()
                                .orElseThrow();
                return new NewColumn(List.of(), after, work, bareWork);
            } catch (DataAccessException e) {
                return NewColumn.refused(problem(table, wanted, Sql.answer(e)));
            }
        });
    }

    private List<String> add(TableRef twin, String column, String definition, String userPath) {
        return SearchPath.under(
                database,
                userPath,
                () -> Rehearsal.work(
                        database,
                        "ALTER TABLE " + twin.sql() + " ADD COLUMN " + Identifier.quote(column) + " " + definition));
    }

    private static Problem problem(TableSnapshot table, Wanted wanted, DataAccessException e) {
        boolean noType = CanonicalType.NO_TYPE.contains(Sql.state(e));
        return new Problem(
                noType ? ProblemCode.TYPE_NOT_FOUND : ProblemCode.REHEARSAL_FAILED,
                table.ref().sql() + "." + Identifier.quote(wanted.column()),
                "PostgreSQL would not add " + Identifier.quote(wanted.column()) + " to "
                        + table.ref().sql() + ": " + Sql.message(e),
                "Write type and default as in SQL, for example --type='numeric(12,2)' --default=0.");
    }
}
