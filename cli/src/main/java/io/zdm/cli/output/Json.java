package io.zdm.cli.output;

import tools.jackson.databind.json.JsonMapper;

/** Writes JSON. Apart, so that a command that prints none does not load the library. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
