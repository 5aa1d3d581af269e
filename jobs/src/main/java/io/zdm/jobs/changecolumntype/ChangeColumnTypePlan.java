package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.DdlStep;
import io.zdm.engine.plan.DdlStep.Effect;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.MigrationPlan.PlannedColumn;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.plan.PlannedStep;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.plan.TypeTarget;
import io.zdm.engine.plan.UsableKeys;
import io.zdm.engine.plan.ValueCheck;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.columns.Room;
import io.zdm.jobs.columns.SecurityLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses how the columns are changed: not at all, by one ALTER, or through shadow columns. */
final class ChangeColumnTypePlan {

    private final ChangeColumnType change;
    private final Planning planning;
    private final TableSnapshot table;

    ChangeColumnTypePlan(ChangeColumnType change, Planning planning) {
        this.change = change;
        this.planning = planning;
        this.table = planning.table();
    }

    Planned plan() {
        Refusals refusals = new Refusals(planning);
        List<Problem> problems = new ArrayList<>(refusals.missingColumns(change));
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        List<Column> wanted =
                change.columns().stream().filter(c -> !isInPlace(c)).toList();
        if (wanted.isEmpty()) {
            return new Planned(
                    plan(change.columns(), Path.IN_PLACE, List.of(), List.of(), List.of(), List.of()), List.of());
        }
        Bound bound = planning.bound(wanted.stream().map(Column::column).toList());
        problems.addAll(new TreeRefusals(planning).all(wanted));
        for (Planning member : planning.members()) {
            problems.addAll(new Refusals(member).unsupported(wanted, bound));
        }
        problems.addAll(Refusals.bound(bound));
        List<Problem> taken = planning.members().stream()
                .flatMap(member -> new Refusals(member).takenOldNames(wanted).stream())
                .toList();
        problems.addAll(taken);
        if (!taken.isEmpty() || refusals.preventRehearsal(problems)) {
            return refused(problems);
        }
        List<Rehearsed> rehearsed = new ArrayList<>();
        for (Planning member : planning.members()) {
            rehearsed.add(member.rehearse(targets(wanted)));
            problems.addAll(rehearsed.get(rehearsed.size() - 1).problems());
            if (!rehearsed.get(rehearsed.size() - 1).problems().isEmpty()) {
                return refused(problems);
            }
        }
        problems.addAll(planning.rehearseBound(targets(wanted)));
        if (rehearsed.stream().allMatch(r -> r.work().isEmpty()) && !hasForeignKey(wanted)) {
            MigrationPlan plan = plan(
                    wanted,
                    Path.METADATA_ONLY,
                    metadataOnly(wanted, rehearsed.get(0), new Rebuilding(bound.objects(), members())),
                    List.of(),
                    List.of(),
                    List.of());
            return new Planned(plan.withProblems(problems), List.of());
        }
        problems.addAll(Room.problems(
                planning, wanted.stream().map(c -> Names.shadow(c.column())).toList()));
        List<@Nullable UsableKey> keys = new ArrayList<>();
        for (Planning member : planning.members()) {
            problems.addAll(new Refusals(member).whileWriting(wanted, change.fireUserTriggers()));
            keys.add(member.table().hasStorage() ? UsableKeys.of(member.table()).orElse(UsableKey.BLOCKS) : null);
        }
        problems.addAll(refusals.domains(wanted, rehearsed.get(0)));
        problems.addAll(SecurityLabels.ofColumns(
                planning,
                wanted.stream().map(Column::column).toList(),
                "which the column in its place would not have: only the provider can set it",
                "Take it off with SECURITY LABEL … IS NULL for the time, and set it again after contract; or use plain"
                        + " ALTER TABLE in a maintenance window, which keeps it."));
        for (int i = 0; i < rehearsed.size(); i++) {
            problems.addAll(new KeyRefusals(planning.members().get(i)).ofSequences(rehearsed.get(i)));
        }
        if (!problems.isEmpty()) {
            // Steps for what is refused would be made of parts that do not fit.
            return refused(problems);
        }
        List<ShadowChange> descendants = new ArrayList<>();
        for (int i = 1; i < rehearsed.size(); i++) {
            descendants.add(new ShadowChange(
                    planning.members().get(i),
                    wanted,
                    rehearsed.get(i),
                    keys.get(i),
                    bound,
                    change.fireUserTriggers(),
                    List.of()));
        }
        ShadowChange shadow = new ShadowChange(
                planning, wanted, rehearsed.get(0), keys.get(0), bound, change.fireUserTriggers(), descendants);
        LockTable lockTable = new LockTable(shadow);
        if (!lockTable.problems().isEmpty()) {
            return refused(lockTable.problems());
        }
        ForwardSteps forward = new ForwardSteps(shadow);
        List<ValueCheck> checks = new ValueChecks(shadow).all();
        MigrationPlan plan = plan(
                wanted,
                Path.SHADOW_COLUMN,
                forward.steps(),
                forward.undo(),
                new BackSteps(shadow).steps(),
                new Warnings(shadow).all());
        return new Planned(plan, checks);
    }

    private List<TableSnapshot> members() {
        return planning.members().stream().map(Planning::table).toList();
    }

    private List<String> tables() {
        return members().stream().map(m -> m.ref().sql()).toList();
    }

    private boolean isInPlace(Column column) {
        ColumnSnapshot now = table.column(column.column()).orElseThrow();
        return now.typeWithCollation().equals(planning.canonicalType(column.to()));
    }

    private static List<TypeTarget> targets(List<Column> columns) {
        return columns.stream().map(Column::target).toList();
    }

    /**
     * PostgreSQL may check a foreign key again under the ALTER's lock, which a twin cannot tell; and it locks the tables at
     * the other ends.
     */
    private boolean hasForeignKey(List<Column> columns) {
        return planning.members().stream().anyMatch(m -> hasForeignKey(m, columns));
    }

    private static boolean hasForeignKey(Planning member, List<Column> columns) {
        TableSnapshot table = member.table();
        List<Integer> numbers = numbers(table, columns);
        List<String> names = columns.stream().map(Column::column).toList();
        Stream<ConstraintSnapshot> outbound = table.constraints().stream()
                .filter(k ->
                        k.foreignKey() != null && k.columnNumbers().stream().anyMatch(numbers::contains));
        Stream<ConstraintSnapshot> inbound = Stream.concat(
                        table.constraints().stream(),
                        member.inboundForeignKeys().stream().map(InboundForeignKey::constraint))
                .filter(k -> k.foreignKey() != null
                        && k.foreignKey().referencedOid() == table.ref().oid()
                        && k.foreignKey().referencedColumns().stream().anyMatch(names::contains));
        return Stream.concat(outbound, inbound).findAny().isPresent();
    }

    private static List<Integer> numbers(TableSnapshot table, List<Column> columns) {
        return columns.stream()
                .map(c -> table.column(c.column()).orElseThrow().number())
                .toList();
    }

    /** What is bound to a column keeps PostgreSQL from changing its type at all. */
    private List<PlannedStep> metadataOnly(List<Column> columns, Rehearsed rehearsed, Rebuilding rebuilding) {
        String parts = IntStream.range(0, columns.size())
                .mapToObj(i -> "ALTER COLUMN "
                        + Identifier.quote(columns.get(i).column()) + " TYPE "
                        + declared(columns.get(i), rehearsed.columns().get(i)))
                .collect(Collectors.joining(", "));
        String names = columns.stream().map(c -> Identifier.quote(c.column())).collect(Collectors.joining(", "));
        String sql = table.ref().sql();
        List<TableLock> locks = new ArrayList<>(rebuilding.locks());
        tables().forEach(t -> locks.add(new TableLock(t, LockLevel.ACCESS_EXCLUSIVE)));
        List<String> statements = new ArrayList<>(rebuilding.release());
        statements.add("ALTER TABLE " + sql + " " + parts);
        statements.addAll(rebuilding.settle());
        return List.of(
                new DdlStep(
                        "alter",
                        Phase.SWAP,
                        "Change the type: PostgreSQL rewrites nothing",
                        locks.stream().distinct().toList(),
                        statements,
                        null,
                        Effect.CONTRACTED,
                        false,
                        List.of()),
                new DdlStep(
                        "analyze",
                        Phase.SWAP,
                        "Refresh the planner's statistics, which the ALTER discards",
                        List.of(new TableLock(sql, LockLevel.SHARE_UPDATE_EXCLUSIVE)),
                        List.of("ANALYZE "
                                + (table.kind() == 'p' ? List.of(sql) : tables())
                                        .stream()
                                                .map(t -> t + " (" + names + ")")
                                                .collect(Collectors.joining(", "))),
                        null,
                        Effect.NONE,
                        true,
                        List.of()));
    }

    /** A collation may follow the type. */
    private String declared(Column wanted, Rehearsed.Column rehearsed) {
        String canonical = planning.canonicalType(wanted.to());
        String type = rehearsed.after().type();
        return canonical.startsWith(type) ? rehearsed.declared() + canonical.substring(type.length()) : canonical;
    }

    private MigrationPlan plan(
            List<Column> columns,
            Path path,
            List<PlannedStep> forward,
            List<PlannedStep> undo,
            List<PlannedStep> back,
            List<String> warnings) {
        List<PlannedColumn> planned = columns.stream()
                .map(c -> {
                    ColumnSnapshot now = table.column(c.column()).orElseThrow();
                    return new PlannedColumn(
                            c.column(), now.number(), now.typeWithCollation(), planning.canonicalType(c.to()));
                })
                .toList();
        List<String> dependents = planned.stream()
                .flatMap(c -> planning.describe(c.number()).stream())
                .toList();
        return new MigrationPlan(
                ChangeColumnType.KIND,
                table.ref(),
                tables(),
                planned,
                path,
                forward,
                undo,
                back,
                dependents,
                Estimates.of(members(), path),
                warnings,
                List.of());
    }

    private Planned refused(List<Problem> problems) {
        MigrationPlan plan = new MigrationPlan(
                ChangeColumnType.KIND,
                table.ref(),
                tables(),
                List.of(),
                Path.SHADOW_COLUMN,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Estimates.of(members(), Path.SHADOW_COLUMN),
                List.of(),
                List.copyOf(problems));
        return new Planned(plan, List.of());
    }
}
