package io.zdm.jobs.changecolumntype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.SchemaChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChangeColumnTypeKindTest {

    private final ChangeColumnTypeKind kind = new ChangeColumnTypeKind();

    private SchemaChange read(Map<String, Object> column) {
        return kind.read("t", Map.of("columns", List.of(column)));
    }

    @Test
    void namesAreReadAsInSql() {
        assertThat(kind.columns(read(Map.of("column", "Plain", "to", "text")))).containsExactly("plain");
        assertThat(kind.columns(read(Map.of("column", "\"Exact \"\"one\"\"\"", "to", "text"))))
                .containsExactly("Exact \"one\"");
    }

    /** A definition is kept in the database and read again when the plan is made anew. */
    @Test
    void aDefinitionReadsBackToTheSameChange() {
        SchemaChange change = read(
                Map.of("column", "\"Exact\"", "to", "varchar(3)", "using", "left(c, 3)", "onUnconvertible", "null"));

        assertThat(kind.read("t", change.definition())).isEqualTo(change);
    }

    @Test
    void leavesDefaultsOutOfTheDefinition() {
        assertThat(read(Map.of("column", "c", "to", "text", "onUnconvertible", "fail")))
                .isEqualTo(read(Map.of("column", "c", "to", "text")));
    }

    @Test
    void saysWhatIsMissingOrContradictory() {
        assertThatThrownBy(() -> kind.read("t", Map.of()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> read(Map.of("column", "c")))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("to");
        assertThatThrownBy(() -> read(Map.of("column", "c", "to", "text", "onUnconvertible", "perhaps")))
                .hasMessageContaining("perhaps");
        assertThatThrownBy(() -> kind.read(
                        "t",
                        Map.of(
                                "columns",
                                List.of(Map.of("column", "c", "to", "int"), Map.of("column", "C", "to", "text")))))
                .hasMessageContaining("twice");
    }
}
