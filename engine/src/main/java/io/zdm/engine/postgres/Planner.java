package io.zdm.engine.postgres;

import io.zdm.engine.catalog.Bound;
import io.zdm.engine.catalog.Dependent;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.Names;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.change.EngineException;
import io.zdm.engine.change.ErrorCode;
import io.zdm.engine.change.Reporter;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.ChangePlanner.Planned;
import io.zdm.engine.plan.Computed;
import io.zdm.engine.plan.ComputedTarget;
import io.zdm.engine.plan.DomainRules;
import io.zdm.engine.plan.LockLevel;
import io.zdm.engine.plan.MigrationPlan;
import io.zdm.engine.plan.MigrationPlan.Estimate;
import io.zdm.engine.plan.MigrationPlan.Path;
import io.zdm.engine.plan.NewColumn;
import io.zdm.engine.plan.Picture;
import io.zdm.engine.plan.Planning;
import io.zdm.engine.plan.Problem;
import io.zdm.engine.plan.Rehearsed;
import io.zdm.engine.plan.Statement;
import io.zdm.engine.plan.TableLock;
import io.zdm.engine.plan.Trial;
import io.zdm.engine.plan.TypeTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Makes plans. Leaves no trace in the database. */
public final class Planner {

    private final Database database;
    private final Reporter reporter;
    private final TableFinder finder;
    private final CatalogReader catalog;
    private final ColumnDependents dependents;
    private final BoundReader bound;
    private final Preflight preflight;

    /** @param database with a single connection: value checks keep functions in its pg_temp */
    public Planner(Database database, Reporter reporter) {
        this.database = database;
        this.reporter = reporter;
        this.finder = new TableFinder(database);
        this.catalog = new CatalogReader(database);
        this.dependents = new ColumnDependents(database);
        this.bound = new BoundReader(database);
        this.preflight = new Preflight(database);
    }

    /**
     * Plans a change that may be new.
     *
     * @param number the one that it has or would get
     * @param openShadows shadow and old columns of open changes on the table: they are no obstacle to those
     */
    public MigrationPlan plan(SchemaChange change, ChangePlanner kind, long number, Set<String> openShadows) {
        return plan(change, kind, number, openShadows, true);
    }

    /** The changes of other tables that belong to it; none where its table cannot be planned. */
    public List<SchemaChange> parts(SchemaChange change, ChangePlanner kind) {
        TableRef ref = finder.find(change.table()).table();
        if (ref == null || !preflight.server().isEmpty()) {
            return List.of();
        }
        try {
            TableSnapshot table = catalog.table(ref);
            return preflight.table(table).isEmpty()
                    ? kind.parts(change, new Session(table, tree(table), 0, Set.of(), new Recorder()))
                    : List.of();
        } catch (DataAccessException e) {
            if (!Sql.state(e).equals(Sql.LOCK_NOT_AVAILABLE)) {
                throw e;
            }
            throw locked(ref, e);
        }
    }

    /** Plans a running change anew after the catalog has drifted; its values were looked at when it began. */
    public MigrationPlan replan(SchemaChange change, ChangePlanner kind, long number, Set<String> openShadows) {
        return plan(change, kind, number, openShadows, false);
    }

    private MigrationPlan plan(
            SchemaChange change, ChangePlanner kind, long number, Set<String> openShadows, boolean lookAtValues) {
        List<Problem> server = preflight.server();
        TableFinder.Found found = finder.find(change.table());
        TableRef ref = found.table();
        if (ref == null || !server.isEmpty()) {
            List<Problem> problems = new ArrayList<>(server);
            if (found.problem() != null) {
                problems.add(found.problem());
            }
            return refused(kind, ref == null ? new TableRef(0, "", change.table()) : ref, problems);
        }
        try {
            return planned(ref, change, kind, number, openShadows, lookAtValues);
        } catch (DataAccessException e) {
            if (!Sql.state(e).equals(Sql.LOCK_NOT_AVAILABLE)) {
                throw e;
            }
            throw locked(ref, e);
        }
    }

    /** Even to look at a table takes a lock; the waits for it are short. */
    private EngineException locked(TableRef table, DataAccessException e) {
        List<String> holders = new LockHolders(database)
                .of(List.of(new TableLock(table.sql(), LockLevel.ACCESS_SHARE))).stream()
                        .flatMap(List::stream)
                        .map(LockHolders.Holder::text)
                        .toList();
        return new EngineException(
                ErrorCode.LOCK_TIMEOUT,
                "Could not look at " + table.sql() + " to plan the change: another session has locked it, or a table"
                        + " that belongs to it. In the way now: "
                        + (holders.isEmpty() ? "nobody" : String.join("; ", holders)),
                false,
                "Nothing was touched. End that transaction or wait for it, then try again.",
                e);
    }

    private MigrationPlan planned(
            TableRef ref,
            SchemaChange change,
            ChangePlanner kind,
            long number,
            Set<String> openShadows,
            boolean lookAtValues) {
        TableSnapshot table = catalog.table(ref);
        List<Problem> problems = preflight.table(table);
        if (!problems.isEmpty()) {
            return refused(kind, ref, problems);
        }
        List<TableSnapshot> members = tree(table);
        members.subList(1, members.size()).forEach(m -> problems.addAll(preflight.member(m)));
        if (!problems.isEmpty()) {
            return refused(kind, ref, problems);
        }
        Recorder recorder = new Recorder();
        Planned planned = kind.plan(change, new Session(table, members, number, openShadows, recorder));
        MigrationPlan plan = planned.plan().withPicture(picture(planned.plan(), members, recorder));
        if (!lookAtValues || plan.refused()) {
            return plan;
        }
        return plan.withWarnings(new ServerWarnings(database).all(planned.plan().estimate()))
                .withProblems(new ValueScan(database, reporter).run(planned.checks(), table.estimatedRows()));
    }

    /** The table itself first. */
    private List<TableSnapshot> tree(TableSnapshot table) {
        List<TableSnapshot> members = new ArrayList<>(List.of(table));
        catalog.members(table.ref()).stream()
                .filter(m -> m.oid() != table.ref().oid())
                .forEach(m -> members.add(catalog.table(m)));
        return members;
    }

    /** Of a tree whose way back may have to be planned anew. */
    private @Nullable Picture picture(MigrationPlan plan, List<TableSnapshot> members, Recorder recorder) {
        boolean tree = members.size() > 1 || members.get(0).kind() == 'p';
        if (!tree || plan.refused() || plan.back().isEmpty() || plan.path() != Path.SHADOW_COLUMN) {
            return null;
        }
        return new Picture(
                members.stream()
                        .map(m -> new Picture.Member(
                                m,
                                Objects.requireNonNull(
                                        recorder.rehearsals.get(m.ref().oid())),
                                recorder.inbound.computeIfAbsent(m.ref().oid(), catalog::inboundForeignKeys),
                                sequences(plan, m)))
                        .toList(),
                Objects.requireNonNull(recorder.bound));
    }

    private Map<Integer, List<SequenceSnapshot>> sequences(MigrationPlan plan, TableSnapshot member) {
        Map<Integer, List<SequenceSnapshot>> sequences = new LinkedHashMap<>();
        for (MigrationPlan.PlannedColumn column : plan.columns()) {
            int number = member.column(column.name()).orElseThrow().number();
            sequences.put(number, catalog.sequences(member.ref().oid(), number));
        }
        return sequences;
    }

    /**
     * Plans the way back after the swap anew, for the members that the tree has by now: those that were there are as they
     * were before the change, others as they would be without it.
     */
    public MigrationPlan planBack(SchemaChange change, ChangePlanner kind, long number, MigrationPlan swapped) {
        Picture picture = Objects.requireNonNull(swapped.picture());
        JoinedMembers joined = new JoinedMembers(
                database,
                picture,
                swapped.columns().stream()
                        .map(MigrationPlan.PlannedColumn::name)
                        .toList());
        List<PicturedPlanning> plannings = new ArrayList<>();
        for (TableRef ref : catalog.members(swapped.table())) {
            if (picture.member(ref.oid()).isEmpty()) {
                joined.refuse(preflight.member(catalog.table(ref)));
            }
            Picture.Member member = joined.picture(ref);
            if (member != null) {
                Session live =
                        new Session(member.table(), List.of(member.table()), number, guises(swapped), new Recorder());
                plannings.add(new PicturedPlanning(
                        member,
                        picture.member(ref.oid()).isEmpty(),
                        plannings.isEmpty() ? picture.bound() : new Bound(List.of(), List.of()),
                        live));
            }
        }
        if (!joined.problems().isEmpty()) {
            return refused(kind, swapped.table(), joined.problems());
        }
        plannings.get(0).tree(plannings, left(picture, plannings));
        return kind.plan(change, plannings.get(0)).plan();
    }

    private List<String> left(Picture picture, List<PicturedPlanning> present) {
        Set<Long> stayed = present.stream().map(p -> p.table().ref().oid()).collect(Collectors.toSet());
        return picture.members().stream()
                .map(m -> m.table().ref().oid())
                .filter(oid -> !stayed.contains(oid))
                .flatMap(oid -> database
                        .list(
                                "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
                                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?",
                                (row, n) -> row.getString(1), oid)
                        .stream())
                .toList();
    }

    private static MigrationPlan refused(ChangePlanner kind, TableRef table, List<Problem> problems) {
        return new MigrationPlan(
                kind.name(),
                table,
                List.of(table.sql()),
                List.of(),
                Path.SHADOW_COLUMN,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Estimate(0, 0, 0, 0, 0),
                List.of(),
                List.copyOf(problems));
    }

    /** Keeps the answers that cost something. */
    private final class Recorder {

        private final Rehearsals alike = new Rehearsals(database);
        private final Map<Long, List<InboundForeignKey>> inbound = new HashMap<>();
        private final Map<Long, Rehearsed> rehearsals = new HashMap<>();
        private @Nullable Bound bound;
    }

    /** Answers a change kind's questions about one table. */
    private final class Session implements Planning {

        private final TableSnapshot table;
        private final List<TableSnapshot> members;
        private final long number;
        private final Set<String> openShadows;
        private final Recorder recorder;

        Session(
                TableSnapshot table,
                List<TableSnapshot> members,
                long number,
                Set<String> openShadows,
                Recorder recorder) {
            this.recorder = recorder;
            this.table = table;
            this.members = members;
            this.number = number;
            this.openShadows = openShadows;
        }

        @Override
        public TableSnapshot table() {
            return table;
        }

        @Override
        public List<Planning> members() {
            return members.stream()
                    .<Planning>map(m -> m.ref().oid() == table.ref().oid()
                            ? this
                            : new Session(m, List.of(m), number, openShadows, recorder))
                    .toList();
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public int serverMajorVersion() {
            return preflight.serverMajorVersion();
        }

        @Override
        public long lockTableSize() {
            return database.value("""
                    SELECT current_setting('max_locks_per_transaction')::bigint
                        * (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int
                           + current_setting('max_worker_processes')::int + current_setting('max_wal_senders')::int)
                    """, Long.class);
        }

        @Override
        public long maxLocksPerTransaction() {
            return database.value("SELECT current_setting('max_locks_per_transaction')::bigint", Long.class);
        }

        @Override
        public Rehearsed rehearse(List<TypeTarget> targets) {
            Rehearsed rehearsed = recorder.alike.rehearse(table, inboundForeignKeys(), targets, finder.userPath());
            recorder.rehearsals.put(table.ref().oid(), rehearsed);
            return rehearsed;
        }

        @Override
        public NewColumn rehearse(NewColumn.Wanted column) {
            return new ColumnProbe(database).ask(table, column, finder.userPath());
        }

        @Override
        public Rehearsed.Shape renamed(String column, String to) {
            return new Rehearsal(database).renamed(table, column, to);
        }

        @Override
        public Computed compute(ComputedTarget target) {
            return new ExpressionProbe(database).ask(table, target, finder.userPath());
        }

        @Override
        public boolean anyRow(String condition) {
            return database.isTrue(
                    "SELECT EXISTS (SELECT FROM ONLY " + table.ref().sql() + " WHERE " + condition + ")");
        }

        @Override
        public List<Dependent> dependents(int columnNumber) {
            return dependents.list(table.ref().oid(), columnNumber);
        }

        @Override
        public List<InboundForeignKey> inboundForeignKeys() {
            return recorder.inbound.computeIfAbsent(table.ref().oid(), catalog::inboundForeignKeys);
        }

        @Override
        public List<SequenceSnapshot> sequences(int columnNumber) {
            return catalog.sequences(table.ref().oid(), columnNumber);
        }

        @Override
        public long lastValue(SequenceSnapshot sequence) {
            return database.value("SELECT last_value FROM " + sequence.sql(), Long.class);
        }

        @Override
        public Bound bound(List<String> columns) {
            Bound read = bound.read(members.stream().map(TableSnapshot::ref).toList(), columns);
            recorder.bound = read;
            return read;
        }

        @Override
        public List<Problem> rehearseBound(List<TypeTarget> targets) {
            return new BoundRehearsal(database).rehearse(members, targets, finder.userPath());
        }

        @Override
        public List<String> rowTypeUsers() {
            return database.list(
                    BoundSql.ROW_TYPE_USERS,
                    (row, n) -> row.getString(1),
                    table.ref().oid());
        }

        @Override
        public List<String> rowFunctions() {
            return database.list(
                    BoundSql.ROW_FUNCTIONS,
                    (row, n) -> row.getString(1),
                    table.ref().oid());
        }

        @Override
        public List<String> positionalQueries() {
            return new PositionalQueries(database).of(table.ref());
        }

        @Override
        public DomainRules domainRules(long typeOid) {
            return Domains.rules(database, typeOid);
        }

        @Override
        public List<String> describe(int columnNumber) {
            return dependents.describe(table.ref().oid(), columnNumber);
        }

        @Override
        public String canonicalType(String type) {
            return CanonicalType.of(database, type, finder.userPath());
        }

        @Override
        public boolean isDefaultOf(long defaultOid, int columnNumber) {
            return database.isTrue(
                    "SELECT EXISTS (SELECT FROM pg_attrdef WHERE oid = ? AND adrelid = ? AND adnum = ?)",
                    defaultOid,
                    table.ref().oid(),
                    columnNumber);
        }

        @Override
        public boolean ownsColumn(String name) {
            return openShadows.contains(name);
        }

        @Override
        public List<String> lines(String question) {
            return database.list(question, (row, n) -> row.getString(1));
        }

        @Override
        public Trial tryOut(UnaryOperator<String> statement) {
            return new TwinTrial(database).of(table, table, (twin, same) -> statement.apply(twin), finder.userPath());
        }

        @Override
        public Trial tryOut(Planning other, BinaryOperator<String> statement) {
            return new TwinTrial(database).of(table, other.table(), statement, finder.userPath());
        }

        @Override
        public List<Statement> statements(String text) {
            return Statements.of(text);
        }

        @Override
        public String userPath() {
            return finder.userPath();
        }

        @Override
        public Other other(String written) {
            TableFinder.Found found = finder.find(written);
            TableRef ref = found.table();
            if (ref == null) {
                return new Other(null, found.problem());
            }
            List<TableSnapshot> tree = tree(catalog.table(ref));
            return new Other(new Session(tree.get(0), tree, number, openShadows, new Recorder()), null);
        }

        @Override
        public List<String> functionsNaming(String word) {
            return database.list("""
                    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'zdm') AND p.prosrc ~ ('\\m' || ? || '\\M')
                    AND p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
                    ORDER BY 1 LIMIT 20
                    """, (row, n) -> row.getString(1), word.replaceAll("([^\\p{L}\\p{N}_])", "\\\\$1"));
        }
    }

    /** The names under which a change's own columns stand in its table. */
    public static Set<String> guises(MigrationPlan plan) {
        Set<String> names = new HashSet<>();
        plan.columns().forEach(c -> {
            names.add(Names.shadow(c.name()));
            names.add(c.contracted());
            names.add(Names.old(c.name()));
        });
        return names;
    }
}
