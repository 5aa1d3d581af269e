package io.zdm.engine.batch;

import io.zdm.engine.plan.MigrationPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Plans, definitions and checkpoints as JSON: what the database keeps. */
final class PlanJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private PlanJson() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static MigrationPlan readPlan(String json) {
        return MAPPER.readValue(json, MigrationPlan.class);
    }

    static <T> T read(String json, TypeReference<T> type) {
        return MAPPER.readValue(json, type);
    }

    static @Nullable List<String> readKey(@Nullable String json) {
        return json == null || json.isEmpty() ? null : MAPPER.readValue(json, new TypeReference<>() {});
    }

    /** Equal for equal definitions, whatever the order of their keys. */
    static String digest(Object definition) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(write(definition).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
