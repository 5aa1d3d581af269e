package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema of change files, made from the kinds' keys: what {@link ChangeFileReader} reads, for editors. Draft 7,
 * which all of them know.
 */
public final class ChangeFileSchema {

    private static final String TABLE = "The table to change, as in SQL: table or schema.table; unquoted names fold to"
            + " lower case, \"Quoted Ones\" are exact.";
    private static final String NAME =
            "A name for the change, for --name and for status. Default: the change kind and the table.";

    private static final String PRIORITY =
            "Which of the changes that wait is run first: those of a higher number. Default: 0.";

    private final Collection<? extends ChangeKind> kinds;

    public ChangeFileSchema(Collection<? extends ChangeKind> kinds) {
        this.kinds = kinds;
    }

    /** As it is shipped. */
    public String text() {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(schema())
                + "\n";
    }

    private Map<String, Object> schema() {
        Map<String, Object> definitions = new LinkedHashMap<>();
        definitions.put("name", text(NAME));
        definitions.put("priority", with(described(PRIORITY), "type", "integer"));
        definitions.put("table", text(TABLE));
        definitions.put("changeList", changeList());
        definitions.put("change", change());
        kinds.forEach(kind -> definitions.put(kind.name(), kind(kind)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "zdm-batch change file");
        schema.put("description", "One change, or an ordered list of changes, of tables in a PostgreSQL database.");
        schema.put("type", "object");
        schema.put("if", Map.of("required", List.of("changes")));
        schema.put("then", ref("changeList"));
        schema.put("else", ref("change"));
        schema.put("definitions", definitions);
        return schema;
    }

    private static Map<String, Object> changeList() {
        Map<String, Object> changes = described("The changes, in their order.");
        changes.put("type", "array");
        changes.put("minItems", 1);
        changes.put("items", ref("change"));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", ref("name"));
        properties.put("priority", ref("priority"));
        properties.put("changes", changes);
        return object(new LinkedHashMap<>(), List.of("changes"), properties);
    }

    /** Each kind by a condition of its own: an editor then complains of the keys of the one that is meant. */
    private Map<String, Object> change() {
        Map<String, Object> kind = described("The kind of change.");
        kind.put("enum", kinds.stream().map(ChangeKind::name).toList());
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("type", "object");
        change.put("required", List.of("change", "table"));
        change.put("properties", Map.of("change", kind));
        change.put("allOf", kinds.stream().map(ChangeFileSchema::choice).toList());
        return change;
    }

    private static Map<String, Object> choice(ChangeKind kind) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put(
                "if",
                ordered("properties", Map.of("change", Map.of("const", kind.name())), "required", List.of("change")));
        choice.put("then", ref(kind.name()));
        return choice;
    }

    private static Map<String, Object> kind(ChangeKind kind) {
        List<String> required = new ArrayList<>(List.of("change", "table"));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", ref("name"));
        properties.put("priority", ref("priority"));
        properties.put("change", Map.of("const", kind.name()));
        properties.put("table", ref("table"));
        addKeys(kind.keys(), required, properties);
        return object(described(kind.summary()), required, properties);
    }

    private static void addKeys(List<Key> keys, List<String> required, Map<String, Object> properties) {
        for (Key key : keys) {
            properties.put(key.name(), value(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
    }

    private static Map<String, Object> value(Key key) {
        return switch (key.type()) {
            case TEXT -> key.allowed().isEmpty() ? text(sentence(key.description())) : oneOf(key);
            case FLAG -> with(described(sentence(key.description())), "type", "boolean");
            case LIST -> list(key);
        };
    }

    private static Map<String, Object> list(Key key) {
        List<String> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        addKeys(key.children(), required, properties);
        Map<String, Object> list = described(sentence(key.description()));
        list.put("type", "array");
        list.put("minItems", 1);
        list.put("items", object(new LinkedHashMap<>(), required, properties));
        return list;
    }

    /** The word null, which we read by what is written, is YAML's missing value to everybody else. */
    private static Map<String, Object> oneOf(Key key) {
        List<Object> allowed = new ArrayList<>(key.allowed());
        if (key.allowed().contains("null")) {
            allowed.add(null);
        }
        return with(described(sentence(key.description())), "enum", allowed);
    }

    private static Map<String, Object> object(
            Map<String, Object> object, List<String> required, Map<String, Object> properties) {
        object.put("type", "object");
        object.put("required", required);
        object.put("additionalProperties", false);
        object.put("properties", properties);
        return object;
    }

    /** Not blank. */
    private static Map<String, Object> text(String description) {
        return with(with(described(description), "type", "string"), "pattern", "\\S");
    }

    private static Map<String, Object> described(String description) {
        return ordered("description", description);
    }

    private static Map<String, Object> ref(String definition) {
        return Map.of("$ref", "#/definitions/" + definition);
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        map.put(key, value);
        return map;
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String sentence(String description) {
        return description.substring(0, 1).toUpperCase(Locale.ROOT)
                + description.substring(1)
                + (description.endsWith(".") ? "" : ".");
    }
}
