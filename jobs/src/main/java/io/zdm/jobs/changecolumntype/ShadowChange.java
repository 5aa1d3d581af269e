package io.zdm.jobs.changecolumntype;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.UsableKey;
import io.zdm.engine.plan.LastTrigger;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.plan.Walk;
import io.zdm.engine.postgres.ConversionFunction;
import io.zdm.engine.postgres.SyncTrigger;
import io.zdm.engine.postgres.SyncTrigger.Synced;
import io.zdm.jobs.changecolumntype.ChangeColumnType.Column;
import io.zdm.jobs.changecolumntype.ChangeColumnType.OnUnconvertible;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the steps of a change through shadow columns have in common: names, conversions, triggers, what is concerned. */
final class ShadowChange {

    /**
     * A column with everything known of it.
     *
     * @param forward the function behind the conversion, for values that may not convert
     * @param reverse likewise for the way back, null where there is none
     */
    record Changed(
            Column wanted,
            ColumnSnapshot now,
            Rehearsed.Column rehearsed,
            ConversionFunction forward,
            @Nullable ConversionFunction reverse) {

        String name() {
            return now.name();
        }

        String shadow() {
            return Names.shadow(now.name());
        }

        String old() {
            return Names.old(now.name());
        }

        boolean nullsUnconvertible() {
            return wanted.onUnconvertible() == OnUnconvertible.NULL;
        }
    }

    private final Planning planning;
    private final TableSnapshot table;
    private final Rehearsed rehearsed;
    private final @Nullable UsableKey key;
    private final List<ShadowChange> descendants;
    private final List<Changed> columns;
    private final Bound bound;
    private final boolean firesUserTriggers;

    /**
     * @param key null for a partitioned table, which has no rows of its own
     * @param descendants the same change on each table partition or inheritance child, each after its parents
     */
    ShadowChange(
            Planning planning,
            List<Column> wanted,
            Rehearsed rehearsed,
            @Nullable UsableKey key,
            Bound bound,
            boolean firesUserTriggers,
            List<ShadowChange> descendants) {
        this.bound = bound;
        this.firesUserTriggers = firesUserTriggers;
        this.planning = planning;
        this.table = planning.table();
        this.rehearsed = rehearsed;
        this.key = key;
        this.descendants = List.copyOf(descendants);
        this.columns = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            ColumnSnapshot now = table.column(wanted.get(i).column()).orElseThrow();
            Rehearsed.Column column = rehearsed.columns().get(i);
            columns.add(new Changed(
                    wanted.get(i),
                    now,
                    column,
                    function("convert", i, column.forward(), column.after().type()),
                    column.reverse() == null ? null : function("revert", i, column.reverse(), now.type())));
        }
    }

    private ConversionFunction function(String purpose, int index, Rehearsed.Conversion conversion, String type) {
        return new ConversionFunction(
                "zdm",
                purpose + "_" + planning.number() + "_" + (index + 1),
                conversion.sources(),
                conversion.expression(),
                type);
    }

    Planning planning() {
        return planning;
    }

    TableSnapshot table() {
        return table;
    }

    /** Qualified and quoted. */
    String sql() {
        return table.ref().sql();
    }

    Rehearsed rehearsed() {
        return rehearsed;
    }

    /** Over every member that has rows of its own. */
    List<Walk> walks() {
        return members().stream()
                .filter(m -> m.key != null)
                .map(m -> new Walk(m.sql(), Objects.requireNonNull(m.key)))
                .toList();
    }

    /** Itself, and the same change on each table partition or inheritance child, each after its parents. */
    List<ShadowChange> members() {
        List<ShadowChange> members = new ArrayList<>(List.of(this));
        members.addAll(descendants);
        return members;
    }

    /** Qualified and quoted. */
    List<String> tables() {
        return members().stream().map(ShadowChange::sql).toList();
    }

    boolean isTree() {
        return table.kind() == 'p' || !descendants.isEmpty();
    }

    boolean isPartitioned() {
        return table.kind() == 'p';
    }

    /** The tables that have a member as their ancestor. */
    List<String> below(ShadowChange member) {
        List<Long> found = new ArrayList<>(List.of(member.table().ref().oid()));
        List<String> below = new ArrayList<>();
        for (ShadowChange other : descendants) {
            if (other != member && other.table().parents().stream().anyMatch(p -> found.contains(p.oid()))) {
                found.add(other.table().ref().oid());
                below.add(other.sql());
            }
        }
        return below;
    }

    /** Makes steps on one member of this tree. */
    OnlineDdl ddl(ShadowChange member, Guise guise) {
        return new OnlineDdl(member.sql(), guise, suffix(member), below(member));
    }

    /** Names are unique in a table or a schema, ids in the plan. */
    String suffix(ShadowChange member) {
        return member == this ? "" : "@" + member.sql();
    }

    /** From the swap on: the columns of that name are the new ones, and their key has taken the place of the old. */
    List<Walk> walksBack() {
        Map<String, String> types = columns.stream()
                .collect(Collectors.toMap(
                        Changed::name, c -> c.rehearsed().after().type()));
        return walks().stream()
                .map(w -> new Walk(w.table(), w.key().withTypes(types)))
                .toList();
    }

    List<Changed> columns() {
        return columns;
    }

    /** What is bound to the columns by their numbers, on this table or another member of its tree. */
    Bound bound() {
        return bound;
    }

    boolean firesUserTriggers() {
        return firesUserTriggers;
    }

    String title() {
        return columns.stream().map(Changed::name).map(Identifier::quote).collect(Collectors.joining(", "));
    }

    TableLock lock(LockLevel level) {
        return new TableLock(sql(), level);
    }

    /** Old to shadow, before the swap. */
    SyncTrigger sync() {
        return trigger(
                "sync",
                false,
                columns.stream()
                        .map(c -> synced(
                                c.shadow(),
                                c.rehearsed().after().type(),
                                c.name(),
                                c.rehearsed().forward()))
                        .toList());
    }

    /** New to old, after it. */
    SyncTrigger reverse() {
        return trigger(
                "reverse",
                true,
                columns.stream()
                        .map(c -> c.rehearsed().reverse() == null
                                ? new Synced(c.old(), c.now().type(), c.name(), null, List.of(), false, true)
                                : synced(
                                        c.old(),
                                        c.now().type(),
                                        c.name(),
                                        c.rehearsed().reverse()))
                        .toList());
    }

    private SyncTrigger trigger(String purpose, boolean onlyOnChange, List<Synced> synced) {
        String suffix = purpose + "_" + planning.number();
        return new SyncTrigger(
                isPartitioned() ? List.of(sql()) : tables(),
                tables(),
                suffix,
                LastTrigger.of(suffix + "_insert", lastTriggerName()),
                LastTrigger.of(suffix + "_update", lastTriggerName()),
                onlyOnChange,
                onlyOnChange && isPartitioned(),
                synced);
    }

    private String lastTriggerName() {
        return members().stream()
                .map(m -> m.table().lastTriggerName())
                .max(Names.FIRING_ORDER)
                .orElse("");
    }

    private static Synced synced(String target, String type, String source, Rehearsed.Conversion conversion) {
        boolean plain = conversion.expression().equals(Identifier.quote(source));
        return new Synced(
                target, type, source, conversion.expression(), conversion.sources(), plain, conversion.unfailing());
    }

    List<String> dropForwardFunctions() {
        List<String> statements = new ArrayList<>(List.of(sync().dropFunction()));
        columns.forEach(c -> statements.addAll(c.forward().drop()));
        return statements;
    }

    List<String> dropReverseFunctions() {
        List<String> statements = new ArrayList<>(List.of(reverse().dropFunction()));
        for (Changed column : columns) {
            if (column.reverse() != null) {
                statements.addAll(column.reverse().drop());
            }
        }
        return statements;
    }

    /** Indexes that one of the columns is in, beside those of the engine's own. */
    List<IndexSnapshot> indexes() {
        return table.indexes().stream().filter(i -> concerns(i.columnNumbers())).toList();
    }

    List<ConstraintSnapshot> constraints(char type) {
        return table.constraints().stream()
                .filter(k -> k.type() == type && concerns(k.columnNumbers()))
                .toList();
    }

    /** Foreign keys from the columns, and those of this very table to them. */
    List<ConstraintSnapshot> foreignKeys() {
        return table.constraints().stream()
                .filter(k -> k.foreignKey() != null && (concerns(k.columnNumbers()) || isReferencedBy(k)))
                .toList();
    }

    /** Whether a foreign key of this very table references the columns. */
    boolean isReferencedBy(ConstraintSnapshot constraint) {
        ConstraintSnapshot.ForeignKey key = constraint.foreignKey();
        return key != null && key.referencedOid() == table.ref().oid() && changesOneOf(key.referencedColumns());
    }

    /** Foreign keys of other tables to the columns. */
    List<InboundForeignKey> inbound() {
        return planning.inboundForeignKeys().stream()
                .filter(f -> changesOneOf(
                        Objects.requireNonNull(f.constraint().foreignKey()).referencedColumns()))
                .toList();
    }

    /** Column names as they are called under a guise, quoted. */
    String guises(List<String> names, Guise guise) {
        return names.stream().map(c -> Identifier.quote(renamed(c, guise::of))).collect(Collectors.joining(", "));
    }

    List<StatisticsSnapshot> statistics() {
        return table.statistics().stream()
                .filter(s -> concerns(s.columnNumbers()))
                .toList();
    }

    /** Everything that hangs on the columns, in the order in which it is built and takes its names. */
    List<Dependents> dependents() {
        LateForeignKeys late = LateForeignKeys.of(this);
        return isTree()
                ? new TreeDependents(this, late).all()
                : List.of(
                        new Attributes(this),
                        new NotNulls(this),
                        new Indexes(this),
                        new Checks(this),
                        new ForeignKeys(this, late),
                        new InboundForeignKeys(this, late),
                        late,
                        new ExtendedStatistics(this),
                        new Defaults(this),
                        new Sequences(this),
                        new Identities(this),
                        new SilencedTriggers(this),
                        new Rebuilding(bound.objects(), List.of(table)));
    }

    /** In the order in which it is taken off: what rests on something else goes first. */
    List<Dependents> releasing() {
        List<Dependents> reversed = new ArrayList<>(dependents());
        Collections.reverse(reversed);
        return reversed;
    }

    /** On the table and all its descendants, one by one. */
    List<TableLock> locks(LockLevel level) {
        return tables().stream().map(t -> new TableLock(t, level)).toList();
    }

    /** ACCESS EXCLUSIVE on the table, and what its dependents need. */
    List<TableLock> exclusiveLocks() {
        List<TableLock> locks = new ArrayList<>(locks(LockLevel.ACCESS_EXCLUSIVE));
        dependents().forEach(d -> locks.addAll(d.locks()));
        // Whoever reads through a view holds it and waits for the table: the other way round we would never get both.
        return Stream.concat(
                        locks.stream().filter(l -> l.viewOwner() != null),
                        locks.stream().filter(l -> l.viewOwner() == null))
                .distinct()
                .toList();
    }

    /** The same for a rollback before the swap. */
    List<TableLock> undoLocks() {
        List<TableLock> locks = new ArrayList<>(locks(LockLevel.ACCESS_EXCLUSIVE));
        dependents().forEach(d -> locks.addAll(d.undoLocks()));
        return locks.stream().distinct().toList();
    }

    /** How the dependents read under a guise of the columns. */
    Rehearsed.Shape shape(Guise guise) {
        return guise == Guise.SHADOW ? rehearsed.shadow() : rehearsed.old();
    }

    /** Whether one of these columns of the table is among those that change. */
    boolean changesOneOf(List<String> names) {
        return columns.stream().anyMatch(c -> names.contains(c.name()));
    }

    private boolean concerns(List<Integer> numbers) {
        return columns.stream().anyMatch(c -> numbers.contains(c.now().number()));
    }

    /** The column's name under another one of its guises, other columns as they are. */
    String renamed(String column, java.util.function.Function<Changed, String> guise) {
        return columns.stream()
                .filter(c -> c.name().equals(column))
                .map(guise)
                .findFirst()
                .orElse(column);
    }
}
