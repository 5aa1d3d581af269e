package io.zdm.lint.rule;

import io.zdm.lint.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** All rules, from rules.yaml beside this class. */
public final class Rules {

    private static final Map<String, Rule> ALL = read();

    private Rules() {}

    public static Collection<Rule> all() {
        return ALL.values();
    }

    public static @Nullable Rule find(String id) {
        return ALL.get(id);
    }

    public static Rule of(String id) {
        return Objects.requireNonNull(find(id), () -> "no rule " + id);
    }

    private static Map<String, Rule> read() {
        try (InputStream in = Objects.requireNonNull(Rules.class.getResourceAsStream("rules.yaml"))) {
            Map<String, Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            Map<String, Rule> rules = new LinkedHashMap<>();
            entries.forEach((id, entry) -> rules.put(id, rule(id, entry)));
            return Collections.unmodifiableMap(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule rule(String id, Map<String, Object> entry) {
        return new Rule(
                id,
                Severity.of(text(id, entry, "severity")),
                Rule.Effect.valueOf(text(id, entry, "effect").toUpperCase(Locale.ROOT)),
                text(id, entry, "title"),
                text(id, entry, "takes"),
                text(id, entry, "blocks"),
                text(id, entry, "safe"),
                text(id, entry, "change"),
                entry.get("since") instanceof Integer since ? since : 14);
    }

    private static String text(String id, Map<String, Object> entry, String key) {
        return Objects.requireNonNull(entry.get(key), () -> id + " has no " + key)
                .toString();
    }
}
