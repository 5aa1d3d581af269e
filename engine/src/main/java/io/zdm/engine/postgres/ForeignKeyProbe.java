package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot.ForeignKey;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.ProblemCode;
import io.zdm.engine.plan.Rehearsed.Equality;
import io.zdm.engine.plan.Rehearsed.Partners;
import io.zdm.engine.plan.TypeTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/**
 * Asks PostgreSQL whether the foreign keys of a table and to it bear the new types: each is made on the altered twin and
 * an empty stand-in of the table at its other end, so that no lock is taken on that one.
 */
final class ForeignKeyProbe {

    /** As PostgreSQL writes it itself where it validates a foreign key. */
    private static final String EQUALITIES = """
            SELECT format('::%s OPERATOR(%I.%s) ', format_type(o.oprleft, NULL), n.nspname, o.oprname) AS operator,
                   concat('::', format_type(o.oprright, NULL),
                          (SELECT format(' COLLATE %I.%I', cn.nspname, c.collname) FROM pg_collation c
                           JOIN pg_namespace cn ON cn.oid = c.collnamespace
                           WHERE c.oid = p.attcollation AND p.attcollation <> f.attcollation)) AS type
            FROM pg_constraint k
            CROSS JOIN LATERAL unnest(k.conpfeqop, k.conkey, k.confkey) WITH ORDINALITY u(operator, own, other, position)
            JOIN pg_operator o ON o.oid = u.operator
            JOIN pg_namespace n ON n.oid = o.oprnamespace
            JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = u.own
            JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = u.other
            WHERE k.oid = ?
            ORDER BY u.position
            """;

    private final Database database;
    private final TableSnapshot table;
    private final TableRef twin;
    private final List<String> changing;
    private final Map<Long, Partners> partners = new HashMap<>();

    /** @param twin altered, its columns under the shadows' names */
    ForeignKeyProbe(Database database, TableSnapshot table, TableRef twin, List<TypeTarget> targets) {
        this.database = database;
        this.table = table;
        this.twin = twin;
        this.changing = targets.stream().map(TypeTarget::column).toList();
    }

    /** How the columns of each foreign key that was asked about are compared. */
    Map<Long, Partners> partners() {
        return Map.copyOf(partners);
    }

    List<Problem> problems(List<InboundForeignKey> inbound) {
        List<Problem> problems = new ArrayList<>();
        for (ConstraintSnapshot constraint : table.constraints()) {
            ForeignKey key = constraint.foreignKey();
            if (key != null && constraint.parentOid() == 0) {
                own(constraint, key).ifPresent(problems::add);
            }
        }
        for (InboundForeignKey foreign : inbound) {
            ForeignKey key = Objects.requireNonNull(foreign.constraint().foreignKey());
            if (foreign.constraint().parentOid() == 0 && concerns(key.referencedColumns())) {
                inbound(foreign, key).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private Optional<Problem> own(ConstraintSnapshot constraint, ForeignKey key) {
        boolean self = key.referencedOid() == table.ref().oid();
        if (!concerns(key.columns()) && !(self && concerns(key.referencedColumns()))) {
            return Optional.empty();
        }
        return inSavepoint(
                ProblemCode.REHEARSAL_FAILED, "The foreign key", table.ref().sql(), constraint, () -> {
                    String referenced = twin.sql();
                    if (!self) {
                        referenced = standIn(key.referencedOid(), key.referencedColumns());
                        database.execute("ALTER TABLE " + referenced + " ADD UNIQUE ("
                                + list(key.referencedColumns(), false) + ")");
                    }
                    add(
                            twin.sql(),
                            constraint,
                            list(key.columns(), true),
                            referenced,
                            list(key.referencedColumns(), self));
                });
    }

    private Optional<Problem> inbound(InboundForeignKey foreign, ForeignKey key) {
        return inSavepoint(
                ProblemCode.INBOUND_FOREIGN_KEY,
                table.ref().sql() + " is referenced by the foreign key",
                foreign.table().sql(),
                foreign.constraint(),
                () -> add(
                        standIn(foreign.table().oid(), key.columns()),
                        foreign.constraint(),
                        list(key.columns(), false),
                        twin.sql(),
                        list(key.referencedColumns(), true)));
    }

    private Optional<Problem> inSavepoint(
            ProblemCode code, String what, String owner, ConstraintSnapshot constraint, Runnable attempt) {
        String object = owner + "." + Identifier.quote(constraint.name());
        database.execute("SAVEPOINT zdm_foreign_key");
        try {
            attempt.run();
            return Optional.empty();
        } catch (DataAccessException e) {
            return Optional.of(new Problem(
                    code,
                    object,
                    what + " " + object + ", which does not bear the new type: " + Sql.message(Sql.answer(e)),
                    "Change the columns at both ends to types that compare, or drop the foreign key first."));
        } finally {
            database.execute("ROLLBACK TO SAVEPOINT zdm_foreign_key");
        }
    }

    private void add(String from, ConstraintSnapshot constraint, String columns, String to, String referenced) {
        database.execute("ALTER TABLE " + from + " ADD CONSTRAINT " + Identifier.quote(constraint.name())
                + " FOREIGN KEY (" + columns + ") REFERENCES " + to + " (" + referenced + ")");
        long added = database.value(
                "SELECT oid FROM pg_constraint WHERE conrelid = CAST(? AS regclass) AND conname = ?",
                Long.class,
                from,
                constraint.name());
        partners.put(constraint.oid(), new Partners(equalities(added), equalities(constraint.oid())));
    }

    private List<Equality> equalities(long constraint) {
        return database.list(
                EQUALITIES, (row, n) -> new Equality(row.getString("operator"), row.getString("type")), constraint);
    }

    /** An empty table with those columns of another one. Needs no right to read that one. */
    private String standIn(long other, List<String> columns) {
        String name = Identifier.qualified(twin.schema(), twin.name() + "_other_end");
        List<String> definitions =
                database.list("""
                SELECT format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                       || coalesce((SELECT format(' COLLATE %I.%I', n.nspname, o.collname) FROM pg_collation o
                                    JOIN pg_namespace n ON n.oid = o.collnamespace
                                    WHERE o.oid = a.attcollation AND a.attcollation <> t.typcollation), '')
                FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = ? AND a.attname = ANY (?)
                """, (row, n) -> row.getString(1), other, columns.toArray(String[]::new));
        database.execute("CREATE TABLE " + name + " (" + String.join(", ", definitions) + ")");
        return name;
    }

    private boolean concerns(List<String> columns) {
        return columns.stream().anyMatch(changing::contains);
    }

    private String list(List<String> columns, boolean onTwin) {
        return columns.stream()
                .map(c -> Identifier.quote(onTwin && changing.contains(c) ? Names.shadow(c) : c))
                .collect(Collectors.joining(", "));
    }
}
