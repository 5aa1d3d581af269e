package io.zdm.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HTML of names that others chose, from JSON that was read or is about to be written. */
public final class Html {

    private Html() {}

    /** In a text or an attribute. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Cells are escaped. */
    static String table(List<String> heads, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<table>\n");
        if (heads.stream().anyMatch(h -> !h.isEmpty())) {
            html.append("<thead>").append(row("th", heads)).append("</thead>\n");
        }
        rows.forEach(row -> html.append(row("td", row)).append('\n'));
        return html.append("</table>\n").toString();
    }

    private static String row(String tag, List<String> cells) {
        StringBuilder html = new StringBuilder("<tr>");
        cells.forEach(cell -> html.append('<')
                .append(tag)
                .append('>')
                .append(escaped(cell))
                .append("</")
                .append(tag)
                .append('>'));
        return html.append("</tr>").toString();
    }

    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(@Nullable Object json) {
        return json == null ? Map.of() : (Map<String, @Nullable Object>) json;
    }

    static List<?> list(@Nullable Object json) {
        return json == null ? List.of() : (List<?>) json;
    }

    static Number number(@Nullable Object json) {
        return (Number) Objects.requireNonNull(json);
    }
}
