package io.zdm.engine.postgres;

import io.zdm.engine.catalog.ColumnGrant;
import io.zdm.engine.catalog.ColumnSnapshot;
import io.zdm.engine.catalog.ConstraintSnapshot;
import io.zdm.engine.catalog.InboundForeignKey;
import io.zdm.engine.catalog.IndexSnapshot;
import io.zdm.engine.catalog.SequenceSnapshot;
import io.zdm.engine.catalog.StatisticsSnapshot;
import io.zdm.engine.catalog.TableRef;
import io.zdm.engine.catalog.TableSnapshot;
import io.zdm.engine.catalog.TriggerSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a table and what hangs on it from the catalog. Expects {@code search_path = ''}, so that names come qualified. */
public final class CatalogReader {

    private final Database database;

    public CatalogReader(Database database) {
        this.database = database;
    }

    /** The whole table. Objects of the engine's own are left out, except shadow columns. */
    public TableSnapshot table(TableRef ref) {
        TableSnapshot table = database.first(CatalogSql.TABLE, (row, n) -> snapshot(ref, row), ref.oid());
        if (table == null) {
            throw new IllegalStateException("Table " + ref.sql() + " is gone");
        }
        return table;
    }

    /** The table itself and all its table partitions or inheritance children, each after its parents. */
    public List<TableRef> members(TableRef table) {
        return database.catalog(
                CatalogSql.MEMBERS,
                (row, n) -> new TableRef(row.getLong(1), row.getString(2), row.getString(3)),
                table.oid());
    }

    public List<IndexSnapshot> indexes(long table) {
        return database.catalog(CatalogSql.INDEXES, (row, n) -> index(row), table);
    }

    public List<ConstraintSnapshot> constraints(long table) {
        return database.catalog(CatalogSql.CONSTRAINTS, (row, n) -> constraint(row), table);
    }

    /** Of other tables. */
    public List<InboundForeignKey> inboundForeignKeys(long table) {
        return database.catalog(
                CatalogSql.INBOUND_FOREIGN_KEYS,
                (row, n) -> new InboundForeignKey(
                        constraint(row),
                        new TableRef(
                                row.getLong("table_oid"), row.getString("table_schema"), row.getString("table_name")),
                        row.getString("table_owner"),
                        row.getBoolean("owned_by_role"),
                        row.getBoolean("partitioned"),
                        row.getLong("conindid")),
                table);
    }

    /** Those that would go with the column. */
    public List<SequenceSnapshot> sequences(long table, int column) {
        return database.catalog(CatalogSql.SEQUENCES, (row, n) -> sequence(row), table, column);
    }

    public List<StatisticsSnapshot> statistics(long table) {
        return database.catalog(CatalogSql.STATISTICS, (row, n) -> statisticsObject(row), table);
    }

    public List<ColumnSnapshot> columns(long table) {
        Map<Integer, List<ColumnGrant>> grants =
                database
                        .list(CatalogSql.COLUMN_GRANTS, (row, n) -> Map.entry(row.getInt("attnum"), grant(row)), table)
                        .stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return database.catalog(CatalogSql.COLUMNS, (row, n) -> column(row, grants), table);
    }

    private TableSnapshot snapshot(TableRef ref, ResultSet row) throws SQLException {
        return new TableSnapshot(
                ref,
                row.getString("owner"),
                row.getBoolean("owned_by_role"),
                row.getString("relkind").charAt(0),
                row.getString("relpersistence").charAt(0),
                row.getBoolean("relispartition"),
                row.getBoolean("has_children"),
                row.getBoolean("has_parents"),
                database.catalog(
                        CatalogSql.PARENTS,
                        (p, n) -> new TableRef(p.getLong(1), p.getString(2), p.getString(3)),
                        ref.oid()),
                row.getString("of_type"),
                row.getBoolean("relrowsecurity"),
                row.getBoolean("relforcerowsecurity"),
                row.getString("relreplident").charAt(0),
                row.getDouble("reltuples"),
                row.getLong("bytes"),
                columns(ref.oid()),
                indexes(ref.oid()),
                constraints(ref.oid()),
                statistics(ref.oid()),
                triggers(ref),
                database.catalog(CatalogSql.RULES, (r, n) -> r.getString(1), ref.oid()),
                database.catalog(CatalogSql.PUBLICATIONS, (p, n) -> p.getString(1), ref.oid()));
    }

    /** Most tables have none: that is known without planning the question how they read. */
    private List<TriggerSnapshot> triggers(TableRef ref) {
        if (!database.isTrue(
                "SELECT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = ? AND NOT tgisinternal)", ref.oid())) {
            return List.of();
        }
        return database.catalog(
                TriggerSql.OF_TABLE,
                (t, n) -> new TriggerSnapshot(
                        t.getLong("oid"),
                        t.getString("tgname"),
                        t.getBoolean("on_update"),
                        t.getBoolean("on_insert"),
                        t.getBoolean("of_columns"),
                        t.getString("tgenabled"),
                        t.getString("function"),
                        t.getString("create"),
                        Database.strings(t, "dress"),
                        t.getString("obstacle")),
                ref.oid());
    }

    private static ColumnSnapshot column(ResultSet row, Map<Integer, List<ColumnGrant>> grants) throws SQLException {
        return new ColumnSnapshot(
                row.getString("attname"),
                row.getInt("attnum"),
                row.getString("type"),
                row.getLong("atttypid"),
                row.getInt("atttypmod"),
                row.getInt("typlen"),
                row.getString("collation"),
                row.getBoolean("attnotnull"),
                row.getString("not_null_name"),
                row.getString("not_null_comment"),
                row.getString("default_expression"),
                row.getString("attidentity"),
                row.getString("attgenerated"),
                row.getString("attstorage"),
                row.getString("attcompression"),
                integerOrNull(row, "statistics_target"),
                Database.strings(row, "options"),
                row.getString("comment"),
                row.getBoolean("attislocal"),
                row.getInt("attinhcount"),
                row.getBoolean("partition_key"),
                grants.getOrDefault(row.getInt("attnum"), List.of()));
    }

    private static IndexSnapshot index(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        String head = row.getString("head");
        if (!definition.startsWith(head)) {
            throw new IllegalStateException("Index definition does not begin with " + head + ": " + definition);
        }
        return new IndexSnapshot(
                row.getLong("oid"),
                row.getString("schema"),
                row.getString("name"),
                definition.substring(head.length()),
                row.getBoolean("indisunique"),
                row.getBoolean("indisprimary"),
                row.getBoolean("valid"),
                row.getBoolean("indimmediate"),
                row.getBoolean("indisexclusion"),
                row.getBoolean("plain"),
                row.getBoolean("indisclustered"),
                row.getBoolean("indisreplident"),
                row.getString("method"),
                Database.strings(row, "attributes"),
                Database.nullableIntegers(row, "statistics_targets"),
                Database.strings(row, "keys"),
                Database.integers(row, "column_numbers"),
                row.getString("constraint_name"),
                row.getString("tablespace"),
                row.getString("comment"),
                row.getLong("parent_oid"),
                Database.strings(row, "options"),
                Database.strings(row, "extensions"));
    }

    private static ConstraintSnapshot constraint(ResultSet row) throws SQLException {
        return new ConstraintSnapshot(
                row.getLong("oid"),
                row.getString("conname"),
                row.getString("contype").charAt(0),
                row.getString("definition"),
                row.getBoolean("convalidated"),
                row.getBoolean("condeferrable"),
                row.getBoolean("condeferred"),
                !row.getBoolean("connoinherit"),
                row.getBoolean("enforced"),
                Database.integers(row, "column_numbers"),
                row.getString("expression"),
                foreignKey(row),
                row.getString("comment"),
                row.getBoolean("conislocal"),
                row.getInt("coninhcount") > 0,
                row.getLong("conparentid"));
    }

    private static ConstraintSnapshot.@Nullable ForeignKey foreignKey(ResultSet row) throws SQLException {
        if (!row.getString("contype").equals("f")) {
            return null;
        }
        return new ConstraintSnapshot.ForeignKey(
                Database.strings(row, "columns"),
                row.getLong("confrelid"),
                row.getString("referenced"),
                Database.strings(row, "referenced_columns"),
                row.getString("actions"),
                Database.strings(row, "set_columns"),
                row.getString("deferral"),
                row.getBoolean("period"),
                row.getLong("conindid"),
                parts(row));
    }

    private static List<ConstraintSnapshot.Part> parts(ResultSet row) throws SQLException {
        List<String> referenced = Database.strings(row, "part_tables");
        List<String> names = Database.strings(row, "part_names");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new ConstraintSnapshot.Part(referenced.get(i), names.get(i)))
                .toList();
    }

    private static StatisticsSnapshot statisticsObject(ResultSet row) throws SQLException {
        return new StatisticsSnapshot(
                row.getLong("oid"),
                row.getString("schema"),
                row.getString("stxname"),
                row.getString("owner"),
                Database.strings(row, "kinds"),
                row.getString("columns"),
                Database.integers(row, "column_numbers"),
                integerOrNull(row, "target"),
                row.getString("comment"));
    }

    private SequenceSnapshot sequence(ResultSet row) throws SQLException {
        return new SequenceSnapshot(
                row.getLong("oid"),
                row.getString("schema"),
                row.getString("name"),
                row.getBoolean("identity"),
                row.getString("type"),
                row.getLong("seqstart"),
                row.getLong("seqincrement"),
                row.getLong("seqmin"),
                row.getLong("seqmax"),
                row.getLong("seqcache"),
                row.getBoolean("seqcycle"),
                row.getString("relpersistence"),
                row.getString("comment"),
                row.getBoolean("default_grants"),
                database.catalog(CatalogSql.SEQUENCE_GRANTS, (g, n) -> grant(g), row.getLong("oid")),
                Database.strings(row, "users"));
    }

    private static ColumnGrant grant(ResultSet row) throws SQLException {
        return new ColumnGrant(
                row.getString("privilege"),
                row.getString("grantee"),
                row.getBoolean("grantable"),
                row.getString("grantor"),
                row.getBoolean("by_owner"));
    }

    private static @Nullable Integer integerOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() || value < 0 ? null : value;
    }
}
