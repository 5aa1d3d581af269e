package io.zdm.engine.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.zdm.engine.catalog.Identifier;
import io.zdm.engine.catalog.UsableKey;
import java.util.List;

/**
 * A table walked in the order of a key.
 *
 * @param table qualified and quoted
 */
public record Walk(String table, UsableKey key) {

    static Walk only(List<Walk> walks) {
        if (walks.size() != 1) {
            throw new IllegalStateException(walks.size() + " walks where there should be one");
        }
        return walks.get(0);
    }

    /** Its own rows alone: inheritance children are walked by themselves, and their ctids are others. */
    @JsonIgnore
    public String rows() {
        return "ONLY " + table;
    }

    /** {@code (a, b)} or {@code a}. */
    @JsonIgnore
    public String keyRow() {
        return row(key.columns().stream().map(c -> Identifier.quote(c.name())).toList());
    }

    /** Placeholders for one bound, given as text. */
    @JsonIgnore
    public String boundRow() {
        return row(key.columns().stream()
                .map(c -> "CAST(CAST(? AS text) AS " + c.type() + ")")
                .toList());
    }

    /** The key of the single row of {@code relation}, each column a scalar, so that the planner can use an index. */
    public String keyRowOf(String relation) {
        return row(key.columns().stream()
                .map(c -> "(SELECT " + Identifier.quote(c.name()) + " FROM " + relation + ")")
                .toList());
    }

    /** The key as an array of texts, for checkpoints and messages. */
    @JsonIgnore
    public String keyTexts() {
        return "ARRAY["
                + String.join(
                        ", ",
                        key.columns().stream()
                                .map(c -> "CAST(" + Identifier.quote(c.name()) + " AS text)")
                                .toList())
                + "]";
    }

    private static String row(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }
}
