package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.IndexStep;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Rehearsed.Shape;
import io.zdm.engine.plan.TableLock;
import io.zdm.jobs.changecolumntype.ShadowChange.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Builds online what hangs on the columns: for the shadow before the swap, and again for the old column before a
 * rollback, which the swap freed of whatever may reject a write.
 */
final class DependentSteps {

    /** For which guise of the columns. */
    enum Side {
        SHADOW,
        OLD
    }

    private final ShadowChange change;
    private final Side side;
    private final Shape shape;
    private final String table;

    DependentSteps(ShadowChange change, Side side) {
        this.change = change;
        this.side = side;
        this.shape = side == Side.SHADOW
                ? change.rehearsed().shadow()
                : change.rehearsed().old();
        this.table = change.sql();
    }

    List<PlannedStep> steps() {
        List<PlannedStep> steps = new ArrayList<>();
        if (side == Side.SHADOW) {
            attributes().ifPresent(steps::add);
        }
        change.columns().stream().filter(c -> c.now().notNull()).forEach(c -> steps.addAll(notNull(c)));
        for (IndexSnapshot index : change.indexes()) {
            if (side == Side.SHADOW || !OldIndexes.isKept(change, index)) {
                steps.add(index(index));
            }
        }
        change.constraints('c').forEach(k -> steps.addAll(check(k)));
        change.constraints('f').forEach(k -> steps.addAll(foreignKey(k)));
        if (side == Side.SHADOW) {
            change.statistics().forEach(s -> steps.add(statistics(s)));
        }
        steps.add(ddl(
                "analyze",
                "Gather the planner's statistics for what is new",
                List.of(change.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of("ANALYZE " + table),
                null,
                true));
        return steps;
    }

    /** Comment, statistics target and grants of the columns themselves. */
    private Optional<DdlStep> attributes() {
        List<String> statements = new ArrayList<>();
        change.columns().forEach(c -> statements.addAll(attributes(c)));
        return statements.isEmpty()
                ? Optional.empty()
                : Optional.of(ddl(
                        "attributes",
                        "Carry over comment, statistics target and column grants",
                        List.of(change.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                        statements,
                        null,
                        false));
    }

    private List<String> attributes(Changed column) {
        ColumnSnapshot now = column.now();
        String shadow = Identifier.quote(column.shadow());
        List<String> statements = new ArrayList<>();
        if (now.comment() != null) {
            statements.add("COMMENT ON COLUMN " + table + "." + shadow + " IS " + Identifier.literal(now.comment()));
        }
        if (now.statisticsTarget() != null) {
            statements.add(
                    "ALTER TABLE " + table + " ALTER COLUMN " + shadow + " SET STATISTICS " + now.statisticsTarget());
        }
        if (!now.options().isEmpty()) {
            statements.add("ALTER TABLE " + table + " ALTER COLUMN " + shadow + " SET ("
                    + String.join(", ", now.options()) + ")");
        }
        now.grants()
                .forEach(g -> statements.add("GRANT " + g.privilege() + " (" + shadow + ") ON " + table + " TO "
                        + g.grantee() + (g.grantable() ? " WITH GRANT OPTION" : "")));
        return statements;
    }

    /** From 18 on NOT NULL is a constraint that can be validated; before, a validated CHECK spares the scan. */
    private List<PlannedStep> notNull(Changed column) {
        String guise = side == Side.SHADOW ? column.shadow() : column.old();
        String quoted = Identifier.quote(guise);
        if (column.now().notNullConstraint() != null) {
            String name = named(column.now().notNullConstraint());
            return List.of(
                    exclusive(
                            "not-null-add:" + column.name(),
                            "Forbid NULL in new writes to " + quoted,
                            List.of("ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(name) + " NOT NULL "
                                    + quoted + " NOT VALID"),
                            exists(name),
                            dropConstraint(name)),
                    validate("not-null-validate:" + column.name(), name));
        }
        String proof = Names.notNullProof(guise);
        String isNotNull = "SELECT attnotnull FROM pg_catalog.pg_attribute WHERE attrelid = "
                + Identifier.literal(table) + "::pg_catalog.regclass AND attname = " + Identifier.literal(guise);
        return List.of(
                exclusive(
                        "not-null-add:" + column.name(),
                        "Forbid NULL in new writes to " + quoted,
                        List.of("ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(proof) + " CHECK ("
                                + quoted + " IS NOT NULL) NOT VALID"),
                        "SELECT (" + exists(proof) + ") OR (" + isNotNull + ")",
                        dropConstraint(proof)),
                ddl(
                        "not-null-validate:" + column.name(),
                        "Prove that no row has NULL in " + quoted,
                        List.of(change.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                        List.of("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(proof)),
                        "SELECT (" + validated(proof) + ") OR (" + isNotNull + ")",
                        true),
                exclusive(
                        "not-null-set:" + column.name(),
                        "Set NOT NULL, which the proof spares a scan, and drop the proof",
                        List.of(
                                "ALTER TABLE " + table + " ALTER COLUMN " + quoted + " SET NOT NULL",
                                "ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + Identifier.quote(proof)),
                        "SELECT (" + isNotNull + ") AND NOT (" + exists(proof) + ")",
                        List.of("ALTER TABLE " + table + " ALTER COLUMN " + quoted + " DROP NOT NULL")));
    }

    private IndexStep index(IndexSnapshot index) {
        IndexSnapshot shaped = shape.index(index);
        String name = named(index.name());
        List<String> afterwards = new ArrayList<>();
        if (index.comment() != null) {
            afterwards.add("COMMENT ON INDEX " + Identifier.qualified(index.schema(), name) + " IS "
                    + Identifier.literal(index.comment()));
        }
        for (int i = 0; i < index.statisticsTargets().size(); i++) {
            Integer target = index.statisticsTargets().get(i);
            if (target != null) {
                afterwards.add("ALTER INDEX " + Identifier.qualified(index.schema(), name) + " ALTER COLUMN " + (i + 1)
                        + " SET STATISTICS " + target);
            }
        }
        return new IndexStep(
                id("index:" + index.name()),
                Phase.DEPENDENTS,
                "Build " + (index.unique() ? "the unique index " : "the index ") + Identifier.quote(name)
                        + " without blocking writes",
                index.schema(),
                name,
                table,
                index.unique(),
                shaped.definition(),
                index.tablespace(),
                afterwards);
    }

    private List<PlannedStep> check(ConstraintSnapshot constraint) {
        ConstraintSnapshot shaped = shape.check(constraint);
        String name = named(constraint.name());
        boolean enforced = constraint.enforced();
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(exclusive(
                "check-add:" + constraint.name(),
                "Add the check " + Identifier.quote(name) + " for new writes",
                withComment(
                        constraint,
                        name,
                        "ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(name) + " " + shaped.definition()
                                + (enforced ? " NOT VALID" : "")),
                exists(name),
                dropConstraint(name)));
        if (constraint.validated() && enforced) {
            steps.add(validate("check-validate:" + constraint.name(), name));
        }
        return steps;
    }

    private List<PlannedStep> foreignKey(ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = Objects.requireNonNull(constraint.foreignKey());
        String name = named(constraint.name());
        String referenced =
                key.referencedColumns().stream().map(Identifier::quote).collect(Collectors.joining(", "));
        String sql = "ALTER TABLE " + table + " ADD CONSTRAINT " + Identifier.quote(name) + " FOREIGN KEY ("
                + guises(key.columns()) + ") REFERENCES " + key.referenced() + " (" + referenced + ")" + key.actions()
                + (key.setColumns().isEmpty() ? "" : " (" + guises(key.setColumns()) + ")") + key.deferral()
                + (constraint.enforced() ? "" : " NOT ENFORCED") + " NOT VALID";
        List<TableLock> locks = new ArrayList<>(List.of(change.lock(LockLevel.SHARE_ROW_EXCLUSIVE)));
        if (!key.referenced().equals(table)) {
            locks.add(new TableLock(key.referenced(), LockLevel.SHARE_ROW_EXCLUSIVE));
        }
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(ddl(
                "foreign-key-add:" + constraint.name(),
                "Add the foreign key " + Identifier.quote(name) + " for new writes",
                locks,
                withComment(constraint, name, sql),
                exists(name),
                false,
                dropConstraint(name)));
        if (constraint.validated() && constraint.enforced()) {
            steps.add(validate("foreign-key-validate:" + constraint.name(), name));
        }
        return steps;
    }

    private String guises(List<String> columns) {
        return columns.stream()
                .map(c -> Identifier.quote(change.renamed(c, side == Side.SHADOW ? Changed::shadow : Changed::old)))
                .collect(Collectors.joining(", "));
    }

    private DdlStep statistics(StatisticsSnapshot object) {
        StatisticsSnapshot shaped = shape.statistics(object);
        String name = Names.shadow(object.name());
        String qualified = Identifier.qualified(object.schema(), name);
        String kinds = object.kinds().isEmpty() ? "" : " (" + String.join(", ", object.kinds()) + ")";
        List<String> statements = new ArrayList<>();
        statements.add("CREATE STATISTICS " + qualified + kinds + " ON " + shaped.columns() + " FROM " + table);
        if (object.target() != null) {
            statements.add("ALTER STATISTICS " + qualified + " SET STATISTICS " + object.target());
        }
        if (object.comment() != null) {
            statements.add("COMMENT ON STATISTICS " + qualified + " IS " + Identifier.literal(object.comment()));
        }
        if (!object.owner().equals(Identifier.quote(change.table().owner()))) {
            statements.add("ALTER STATISTICS " + qualified + " OWNER TO " + object.owner());
        }
        return ddl(
                "statistics:" + object.name(),
                "Make the extended statistics " + Identifier.quote(name),
                List.of(change.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                statements,
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = s.stxnamespace WHERE n.nspname = " + Identifier.literal(object.schema())
                        + " AND s.stxname = " + Identifier.literal(name) + ")",
                false,
                List.of("DROP STATISTICS IF EXISTS " + qualified));
    }

    private List<String> withComment(ConstraintSnapshot constraint, String name, String sql) {
        return constraint.comment() == null
                ? List.of(sql)
                : List.of(
                        sql,
                        "COMMENT ON CONSTRAINT " + Identifier.quote(name) + " ON " + table + " IS "
                                + Identifier.literal(constraint.comment()));
    }

    private DdlStep validate(String id, String name) {
        return ddl(
                id,
                "Validate " + Identifier.quote(name) + " for existing rows",
                List.of(change.lock(LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                List.of("ALTER TABLE " + table + " VALIDATE CONSTRAINT " + Identifier.quote(name)),
                validated(name),
                true);
    }

    private DdlStep exclusive(String id, String title, List<String> statements, String applied, List<String> undo) {
        return ddl(id, title, List.of(change.lock(LockLevel.ACCESS_EXCLUSIVE)), statements, applied, false, undo);
    }

    private DdlStep ddl(
            String id,
            String title,
            List<TableLock> locks,
            List<String> statements,
            @Nullable String applied,
            boolean scans) {
        return ddl(id, title, locks, statements, applied, scans, List.of());
    }

    private DdlStep ddl(
            String id,
            String title,
            List<TableLock> locks,
            List<String> statements,
            @Nullable String applied,
            boolean scans,
            List<String> undo) {
        return new DdlStep(id(id), Phase.DEPENDENTS, title, locks, statements, applied, Effect.NONE, scans, undo);
    }

    private List<String> dropConstraint(String name) {
        return List.of("ALTER TABLE " + table + " DROP CONSTRAINT IF EXISTS " + Identifier.quote(name));
    }

    private String id(String id) {
        return side == Side.SHADOW ? id : "back:" + id;
    }

    private String named(String name) {
        return side == Side.SHADOW ? Names.shadow(name) : Names.old(name);
    }

    private String exists(String constraint) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " + Identifier.literal(table)
                + "::pg_catalog.regclass AND conname = " + Identifier.literal(constraint) + ")";
    }

    private String validated(String constraint) {
        return "SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = " + Identifier.literal(table)
                + "::pg_catalog.regclass AND conname = " + Identifier.literal(constraint) + " AND convalidated)";
    }
}
