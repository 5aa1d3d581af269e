package io.zdm.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zdm.engine.change.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    task_instance            | task_instance
                    Task_Instance            | task_instance
                    "task_instance"          | task_instance
                    Airflow."Task Instance"  | airflow."Task Instance"
                    "a.b"."c""d"             | "a.b"."c""d"
                    ÄB                       | "Äb"
                    t$1                      | t$1
                    "1"                      | "1"
                    """)
    void namesFoldAsInPostgres(String written, String expected) {
        assertThat(SqlName.parse(written)).hasToString(expected);
        assertThat(SqlName.parse(expected)).isEqualTo(SqlName.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "1a", "a.", ".a", "a..b", "a.b.c", "\"a", "\"\"", "a\"b\"", "a;b", "a-b"})
    void whatIsNoNameIsRefused(String written) {
        assertThatThrownBy(() -> SqlName.parse(written))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("schema.table");
    }

    @Test
    void aMissingSchemaMatchesAny() {
        assertThat(SqlName.parse("airflow.t").matches(SqlName.parse("T"))).isTrue();
        assertThat(SqlName.parse("t").matches(SqlName.parse("airflow.t"))).isTrue();
        assertThat(SqlName.parse("a.t").matches(SqlName.parse("b.t"))).isFalse();
        assertThat(SqlName.parse("t").matches(SqlName.parse("\"T\""))).isFalse();
    }
}
