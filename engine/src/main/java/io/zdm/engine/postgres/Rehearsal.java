package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.Rehearsed.Conversion;
import io.zdm.engine.plan.TypeTarget;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/**
 * The change made by PostgreSQL itself on an empty twin of the table, in a transaction that is rolled back: it says
 * whether it would rewrite the table, and how everything on the columns reads with the new type and the shadow's name.
 */
public final class Rehearsal {

    private static final String FILES = """
            SELECT string_agg(c.relname || ' ' || pg_relation_filenode(c.oid), ', ' ORDER BY c.relname)
            FROM pg_class c
            WHERE c.oid = ? OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = ?)
            """;

    private static final String VIRTUAL = """
            SELECT DISTINCT g.attname FROM pg_depend d JOIN pg_attrdef f ON d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid
            JOIN pg_attribute g ON g.attrelid = f.adrelid AND g.attnum = f.adnum AND g.attgenerated = 'v'
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ? AND a.attname = ?
            """;

    private final Database database;
    private final CatalogReader catalog;
    private final ConversionProbe probe;

    public Rehearsal(Database database) {
        this.database = database;
        this.catalog = new CatalogReader(database);
        this.probe = new ConversionProbe(database);
    }

    /**
     * @param inbound the foreign keys to the table
     * @param userPath the search_path in which the user's types and expressions are understood
     * @return what PostgreSQL said, or why it would not
     */
    Rehearsed rehearse(
            TableSnapshot table, List<InboundForeignKey> inbound, List<TypeTarget> targets, String userPath) {
        return database.inRolledBackTransaction(() -> {
            Twin twin = Twin.create(database, table);
            dropShadows(table, targets, twin.ref());
            unbindVirtual(table, targets, twin.ref());
            List<Problem> problems = new ArrayList<>();
            List<Conversion> forward = forward(table, twin.ref(), targets, userPath, problems);
            if (!problems.isEmpty()) {
                return Rehearsed.refused(problems);
            }
            Rehearsed.Shape old = oldShape(twin, targets);
            List<String> work;
            try {
                work = alter(twin.ref(), targets, userPath);
            } catch (DataAccessException e) {
                return Rehearsed.refused(List.of(new Problem(
                        ProblemCode.REHEARSAL_FAILED,
                        table.ref().sql(),
                        "PostgreSQL would not make this change: " + Sql.message(Sql.answer(e)),
                        "Change what it names, or the definition.")));
            }
            Map<Long, List<String>> indexColumns = new HashMap<>();
            catalog.indexes(twin.ref().oid())
                    .forEach(index -> indexColumns.put(twin.original(index), index.attributes()));
            List<@Nullable Conversion> reverse = reverse(table, twin.ref(), targets, userPath, problems);
            if (!problems.isEmpty()) {
                return Rehearsed.refused(problems);
            }
            rename(twin.ref(), targets, Function.identity(), Names::shadow);
            ForeignKeyProbe foreignKeys = new ForeignKeyProbe(database, table, twin.ref(), targets);
            problems.addAll(foreignKeys.problems(inbound));
            if (!problems.isEmpty()) {
                return Rehearsed.refused(problems);
            }
            Rehearsed.Shape shadow = twin.shape();
            return new Rehearsed(
                    List.of(),
                    work,
                    columns(twin.ref(), targets, forward, reverse),
                    shadow,
                    old,
                    indexColumns,
                    foreignKeys.partners());
        });
    }

    /** A plan made anew while the change runs finds its own shadow columns. */
    private void dropShadows(TableSnapshot table, List<TypeTarget> targets, TableRef twin) {
        for (TypeTarget target : targets) {
            String shadow = Names.shadow(target.column());
            if (table.column(shadow).isPresent()) {
                database.execute("ALTER TABLE " + twin.sql() + " DROP COLUMN " + Identifier.quote(shadow) + " CASCADE");
            }
        }
    }

    /** PostgreSQL changes no column that a generated one reads; virtual ones are rehearsed with what is bound. */
    private void unbindVirtual(TableSnapshot table, List<TypeTarget> targets, TableRef twin) {
        for (TypeTarget target : targets) {
            database.list(
                            VIRTUAL,
                            (row, n) -> row.getString(1),
                            twin.oid(),
                            table.column(target.column()).orElseThrow().name())
                    .forEach(column -> database.execute("ALTER TABLE " + twin.sql() + " ALTER COLUMN "
                            + Identifier.quote(column) + " SET EXPRESSION AS (NULL)"));
        }
    }

    private List<Conversion> forward(
            TableSnapshot table, TableRef twin, List<TypeTarget> targets, String userPath, List<Problem> problems) {
        Map<String, String> renames = new LinkedHashMap<>();
        targets.forEach(t -> renames.put(t.column(), Names.old(t.column())));
        List<Conversion> conversions = new ArrayList<>();
        for (TypeTarget target : targets) {
            try {
                conversions.add(probe.ask(twin, target.column(), target.to(), target.using(), userPath, renames));
            } catch (DataAccessException e) {
                problems.add(ConversionProblem.forward(table, target, Sql.answer(e)));
            }
        }
        return conversions;
    }

    private List<@Nullable Conversion> reverse(
            TableSnapshot table, TableRef twin, List<TypeTarget> targets, String userPath, List<Problem> problems) {
        List<@Nullable Conversion> conversions = new ArrayList<>();
        for (TypeTarget target : targets) {
            String type = table.column(target.column()).orElseThrow().type();
            try {
                conversions.add(probe.ask(twin, target.column(), type, target.reverseUsing(), userPath, Map.of()));
            } catch (DataAccessException e) {
                DataAccessException answer = Sql.answer(e);
                conversions.add(null);
                if (target.reverseUsing() != null) {
                    problems.add(ConversionProblem.reverse(table, target, type, answer));
                }
            }
        }
        return conversions;
    }

    private Rehearsed.Shape oldShape(Twin twin, List<TypeTarget> targets) {
        database.execute("SAVEPOINT zdm_old_shape");
        rename(twin.ref(), targets, Function.identity(), Names::old);
        Rehearsed.Shape shape = twin.shape();
        database.execute("ROLLBACK TO SAVEPOINT zdm_old_shape");
        return shape;
    }

    private List<String> alter(TableRef twin, List<TypeTarget> targets, String userPath) {
        String parts = targets.stream()
                .map(t -> "ALTER COLUMN " + Identifier.quote(t.column()) + " TYPE " + t.to()
                        + (t.using() == null ? "" : " USING (" + t.using() + ")"))
                .collect(Collectors.joining(", "));
        database.value("SELECT set_config('search_path', ?, true)", String.class, userPath);
        String files = database.value(FILES, String.class, twin.oid(), twin.oid());
        List<String> all = new ArrayList<>(work(database, "ALTER TABLE " + twin.sql() + " " + parts));
        database.execute("SET LOCAL search_path = ''");
        if (!files.equals(database.value(FILES, String.class, twin.oid(), twin.oid()))) {
            all.add("new files for the table or its indexes");
        }
        return all;
    }

    /** How everything on a column reads under another name; a column of that name is left out of account. */
    Rehearsed.Shape renamed(TableSnapshot table, String column, String to) {
        return database.inRolledBackTransaction(() -> {
            Twin twin = Twin.create(database, table);
            String alter = "ALTER TABLE " + twin.ref().sql();
            if (table.column(to).isPresent()) {
                database.execute(alter + " DROP COLUMN " + Identifier.quote(to) + " CASCADE");
            }
            database.execute(alter + " RENAME COLUMN " + Identifier.quote(column) + " TO " + Identifier.quote(to));
            return twin.shape();
        });
    }

    /** What the server says that it does for a statement, which it does. */
    static List<String> work(Database database, String sql) {
        database.execute("SET LOCAL client_min_messages = debug1");
        List<String> work = new JdbcTemplate(database.dataSource())
                .execute((StatementCallback<List<String>>) statement -> messages(statement, Sql.literally(sql)));
        database.execute("SET LOCAL client_min_messages = notice");
        return work == null ? List.of() : work;
    }

    private void rename(
            TableRef twin, List<TypeTarget> targets, Function<String, String> from, Function<String, String> to) {
        for (TypeTarget target : targets) {
            database.execute("ALTER TABLE " + twin.sql() + " RENAME COLUMN "
                    + Identifier.quote(from.apply(target.column())) + " TO "
                    + Identifier.quote(to.apply(target.column())));
        }
    }

    /**
     * What the server says at debug1 about rewriting, verifying and building. Told by the routine that says it: the words
     * are in the server's language. A toast table that a longer type needs is made empty, whatever the table holds.
     */
    private static List<String> messages(Statement statement, String sql) throws SQLException {
        statement.execute(sql);
        List<String> work = new ArrayList<>();
        for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
            ServerErrorMessage server = w instanceof PSQLWarning p ? p.getServerErrorMessage() : null;
            String routine = server == null ? "" : String.valueOf(server.getRoutine());
            String message = String.valueOf(w.getMessage());
            if (routine.equals("ATRewriteTable")
                    || (routine.equals("index_build") && !message.contains("\"pg_toast_"))) {
                work.add(message);
            }
        }
        return work;
    }

    private List<Rehearsed.Column> columns(
            TableRef twin, List<TypeTarget> targets, List<Conversion> forward, List<@Nullable Conversion> reverse) {
        Map<String, ColumnSnapshot> columns = catalog.columns(twin.oid()).stream()
                .collect(Collectors.toMap(ColumnSnapshot::name, Function.identity()));
        List<Rehearsed.Column> rehearsed = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String name = targets.get(i).column();
            ColumnSnapshot after = Objects.requireNonNull(columns.get(Names.shadow(name)));
            String storage =
                    database.value("SELECT typstorage::text FROM pg_type WHERE oid = ?", String.class, after.typeOid());
            @Nullable
            SequenceSnapshot identity = catalog.sequences(twin.oid(), after.number()).stream()
                    .filter(SequenceSnapshot::identity)
                    .findFirst()
                    .orElse(null);
            int dimensions = database.value(
                    "SELECT attndims::int FROM pg_attribute WHERE attrelid = ? AND attnum = ?",
                    Integer.class,
                    twin.oid(),
                    after.number());
            rehearsed.add(
                    new Rehearsed.Column(name, after, storage, dimensions, identity, forward.get(i), reverse.get(i)));
        }
        return rehearsed;
    }
}
