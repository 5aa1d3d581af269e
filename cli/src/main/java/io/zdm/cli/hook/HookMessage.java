package io.zdm.cli.hook;

import io.zdm.cli.output.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message, as docs/hooks.md describes it. Whoever tries again sends the same one.
 *
 * @param id differs for each message
 * @param body JSON
 */
record HookMessage(UUID id, HookEvent event, long change, String body) {

    static HookMessage of(HookEvent event, long change, Map<String, @Nullable Object> facts) {
        UUID id = UUID.randomUUID();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id.toString());
        json.put("event", event.text());
        json.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        json.putAll(facts);
        return new HookMessage(id, event, change, Json.write(json));
    }
}
