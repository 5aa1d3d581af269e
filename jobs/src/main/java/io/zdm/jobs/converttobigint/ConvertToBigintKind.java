package io.zdm.jobs.converttobigint;

import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.plan.ChangePlanner;
import io.zdm.engine.plan.Planning;
import io.zdm.jobs.online.NameList;
import io.zdm.jobs.online.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads definitions of {@link ConvertToBigint} and plans them: a change of column types for each table. */
public final class ConvertToBigintKind implements ChangePlanner {

    @Override
    public String name() {
        return ConvertToBigint.KIND;
    }

    @Override
    public String summary() {
        return "Makes a table's integer key bigint, with all columns that refer to it, arrays and sequences.";
    }

    @Override
    public String example() {
        return "run convertToBigint --table=dag_run --naming='{table}_id'";
    }

    @Override
    public List<Key> keys() {
        return List.of(
                Key.text("columns", false, "the key's columns; without it, the integer columns of the primary key"),
                Key.text(
                        "naming",
                        false,
                        "what columns are called that hold such ids without a foreign key: names with commas between"
                                + " them, in which {table}, {table_singular} and {column} stand for the key's, and *"
                                + " for any characters"),
                Key.text("arrays", false, "the same for arrays of such ids"),
                Key.text(
                        "tables",
                        false,
                        "further tables whose keys are meant, too, with commas between them, changed before the table's"
                                + " own; without a schema, in that of the table"),
                Key.flag("wholeSchema", "all keys of the table's schema, the table's own last"),
                Key.flag(
                        "fireUserTriggers",
                        "let the tables' own triggers fire on the backfill's updates, which they do not hear"
                                + " otherwise"));
    }

    @Override
    public SchemaChange read(String table, Map<String, Object> values) {
        String columns = Text.of(values, "columns");
        return new ConvertToBigint(
                table,
                columns == null ? List.of() : NameList.parse("columns", columns),
                patterns("naming", Text.of(values, "naming")),
                patterns("arrays", Text.of(values, "arrays")),
                patterns("tables", Text.of(values, "tables")),
                Text.flag(values, "wholeSchema", false),
                Text.flag(values, "fireUserTriggers", false));
    }

    private static List<String> patterns(String key, @Nullable String written) {
        if (written == null) {
            return List.of();
        }
        List<String> patterns =
                Arrays.stream(written.split(",", -1)).map(String::strip).toList();
        if (patterns.stream().anyMatch(String::isEmpty)) {
            throw new InvalidDefinitionException(key + " must give names, with commas between them");
        }
        return patterns;
    }

    @Override
    public Planned plan(SchemaChange change, Planning planning) {
        return new ConvertToBigintPlan((ConvertToBigint) change, planning).plan();
    }

    @Override
    public List<SchemaChange> parts(SchemaChange change, Planning planning) {
        return new ConvertToBigintPlan((ConvertToBigint) change, planning).parts();
    }

    @Override
    public Set<String> columns(SchemaChange change) {
        return Set.copyOf(((ConvertToBigint) change).columns());
    }
}
