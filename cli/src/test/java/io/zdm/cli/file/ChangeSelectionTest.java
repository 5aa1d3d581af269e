package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeSelectionTest {

    private final List<ChangeEntry> entries = List.of(
            entry(3, "first", TestKind.CHANGE_COLUMN_TYPE, "airflow.task_instance", "a"),
            entry(9, "second", TestKind.CHANGE_COLUMN_TYPE, "task_instance", "\"B\""),
            entry(15, null, TestKind.CHANGE_COLUMN_TYPE, "other", "c"),
            entry(20, null, TestKind.SET_NOT_NULL, "other", "c"));

    @Test
    void theOneEntryOfKindAndTableIsFound() {
        assertThat(line("\"other\"", null, null)).isEqualTo(15);
    }

    @Test
    void nameAndColumnNarrow() {
        assertThat(line("task_instance", "first", null)).isEqualTo(3);
        assertThat(line("task_instance", null, "\"B\"")).isEqualTo(9);
        assertThat(line("task_instance", null, "A")).isEqualTo(3);
    }

    @Test
    void severalAreListedWithFileAndLine() {
        assertThatThrownBy(() -> line("task_instance", null, null))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("dir/f.yaml:3: changeColumnType on airflow.task_instance, name first")
                .hasMessageContaining("dir/f.yaml:9: ")
                .hasMessageContaining("--name");
    }

    @Test
    void noneShowsTheFlagsAndWhatThereIs() {
        assertThatThrownBy(() -> line("nowhere", null, null))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--column=… --to=… [--using=…] [--reverse-using=…] [--on-unconvertible=…]")
                .hasMessageContaining("zdm-batch run changeColumnType")
                .hasMessageContaining("dir/f.yaml:20: setNotNull on other");
        assertThatThrownBy(() -> line("other", "none", null)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> line("other", null, "d")).isInstanceOf(UsageException.class);
    }

    private int line(String table, @Nullable String name, @Nullable String column) {
        return ChangeSelection.one(entries, TestKind.CHANGE_COLUMN_TYPE, table, name, column)
                .line();
    }

    private static ChangeEntry entry(int line, @Nullable String name, TestKind kind, String table, String column) {
        Map<String, Object> values = Map.of("columns", List.of(Map.of("column", column)));
        return new ChangeEntry(Path.of("dir/f.yaml"), line, 1, name, kind.name(), table, kind.read(table, values), 0);
    }
}
