package io.zdm.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.engine.catalog.TableRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionalQueriesTest {

    private static final TableRef TABLE = new TableRef(1, "app", "item");
    private static final TableRef QUOTED = new TableRef(1, "App", "Item's \"log\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO item VALUES ($1, $2)",
                "insert /* a */ into app.item -- b\n select $1, $2",
                "INSERT INTO \"item\" AS i VALUES ($1)",
                "COPY item FROM STDIN",
                "SELECT * FROM item WHERE id = $1",
                "SELECT * FROM \"app\".\"item\" i"
            })
    void goesByPosition(String query) {
        assertThat(PositionalQueries.isPositional(query, TABLE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO item (id, v) VALUES ($1, $2)",
                "INSERT INTO item AS i (id) VALUES ($1)",
                "INSERT INTO item DEFAULT VALUES",
                "INSERT INTO other.item VALUES ($1)",
                "INSERT INTO items VALUES ($1)",
                "INSERT INTO item.other VALUES ($1)",
                "COPY item (id) FROM STDIN",
                "COPY item TO STDOUT",
                "SELECT count(*) FROM item",
                "SELECT 'INSERT INTO item VALUES'",
                "SELECT id FROM item -- SELECT * FROM item"
            })
    void namesItsColumns(String query) {
        assertThat(PositionalQueries.isPositional(query, TABLE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"INSERT INTO \"App\".\"Item's \"\"log\"\"\" VALUES (1)", "SELECT * FROM \"Item's \"\"log\"\"\""})
    void namesInQuotesAreExact(String query) {
        assertThat(PositionalQueries.isPositional(query, QUOTED)).isTrue();
    }
}
