package io.zdm.cli.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads JSON. Apart, so that a command that needs none does not load the library. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** An array of objects. */
    public static List<Map<String, @Nullable Object>> readObjects(String json) {
        return MAPPER.readValue(json, new TypeReference<>() {});
    }
}
