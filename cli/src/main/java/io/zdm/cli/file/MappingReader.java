package io.zdm.cli.file;

import io.zdm.engine.change.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads nodes as strictly as a {@link Key} wants them, and collects what is wrong. */
final class MappingReader {

    private final Path file;
    private final FileErrors errors;

    MappingReader(Path file, FileErrors errors) {
        this.file = file;
        this.errors = errors;
    }

    /** The mapping's tuples by key; a key given twice is an error. */
    Map<String, NodeTuple> tuples(MappingNode mapping) {
        Map<String, NodeTuple> tuples = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                errors.add(file, tuple.getKeyNode(), "a key must be a word");
            } else if (key.getTag().equals(Tag.MERGE)) {
                errors.add(file, key, "merge keys (<<) are not understood; write the keys out");
            } else if (tuples.putIfAbsent(key.getValue(), tuple) != null) {
                errors.add(file, key, "key %s is given twice".formatted(key.getValue()));
            }
        }
        return tuples;
    }

    void refuseUnknown(Map<String, NodeTuple> tuples, Collection<String> known, String where) {
        tuples.forEach((name, tuple) -> {
            if (!known.contains(name)) {
                String hint = Spelling.nearest(name, known)
                        .map(nearest -> "did you mean %s?".formatted(nearest))
                        .orElse("known are: " + String.join(", ", known));
                errors.add(file, tuple.getKeyNode(), "unknown key %s in %s; %s".formatted(name, where, hint));
            }
        });
    }

    /** The values of these keys, as {@link io.zdm.engine.change.ChangeKind#read} wants them. */
    Map<String, Object> values(Node owner, Map<String, NodeTuple> tuples, List<Key> keys, String where) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Key key : keys) {
            NodeTuple tuple = tuples.get(key.name());
            if (tuple != null) {
                value(tuple.getValueNode(), key).ifPresent(value -> values.put(key.name(), value));
            } else if (key.required()) {
                errors.add(file, owner, "key %s is missing in %s: %s".formatted(key.name(), where, key.description()));
            }
        }
        return values;
    }

    Optional<String> text(Node node, String key) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            if (scalar.getValue().isBlank()) {
                errors.add(file, node, "%s is empty".formatted(key));
                return Optional.empty();
            }
            return Optional.of(scalar.getValue());
        }
        errors.add(file, node, "%s must be text, not %s".formatted(key, described(node)));
        return Optional.empty();
    }

    Optional<Integer> number(Node node, String key) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                return Optional.of(Integer.valueOf(scalar.getValue()));
            } catch (NumberFormatException e) {
                errors.add(
                        file,
                        node,
                        "%s must be a whole number of at most nine digits, not %s".formatted(key, scalar.getValue()));
                return Optional.empty();
            }
        }
        String written =
                node instanceof ScalarNode scalar && !scalar.getValue().isEmpty() ? scalar.getValue() : described(node);
        errors.add(file, node, "%s must be a whole number, without quotes, not %s".formatted(key, written));
        return Optional.empty();
    }

    private Optional<?> value(Node node, Key key) {
        return switch (key.type()) {
            case TEXT -> key.allowed().isEmpty() ? text(node, key.name()) : oneOf(node, key);
            case FLAG -> flag(node, key);
            case LIST -> list(node, key);
        };
    }

    private Optional<String> oneOf(Node node, Key key) {
        // by what is written: onUnconvertible: null is the word, though YAML takes it for a missing value
        if (node instanceof ScalarNode scalar && key.allowed().contains(scalar.getValue())) {
            return Optional.of(scalar.getValue());
        }
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : described(node);
        errors.add(
                file,
                node,
                "%s cannot be %s; write one of: %s"
                        .formatted(
                                key.name(), written.isEmpty() ? "empty" : written, String.join(", ", key.allowed())));
        return Optional.empty();
    }

    private Optional<Boolean> flag(Node node, Key key) {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        boolean word = written.equals("true") || written.equals("false");
        if (word && node.getTag().equals(Tag.BOOL)) {
            return Optional.of(Boolean.valueOf(written));
        }
        String hint = word ? "without quotes" : "not " + (written.isEmpty() ? described(node) : written);
        errors.add(file, node, "%s must be true or false, %s".formatted(key.name(), hint));
        return Optional.empty();
    }

    private Optional<List<Map<String, Object>>> list(Node node, Key key) {
        if (!(node instanceof SequenceNode sequence)) {
            errors.add(file, node, "%s must be a list (- …), not %s".formatted(key.name(), described(node)));
            return Optional.empty();
        }
        if (sequence.getValue().isEmpty()) {
            errors.add(file, node, "%s is an empty list".formatted(key.name()));
        }
        List<Map<String, Object>> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            if (element instanceof MappingNode mapping) {
                Map<String, NodeTuple> tuples = tuples(mapping);
                refuseUnknown(tuples, key.children().stream().map(Key::name).toList(), key.name());
                elements.add(values(mapping, tuples, key.children(), key.name()));
            } else {
                errors.add(
                        file,
                        element,
                        "an element of %s must be a mapping (key: value), not %s"
                                .formatted(key.name(), described(element)));
            }
        }
        return Optional.of(elements);
    }

    static String described(Node node) {
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        String value = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (value.isEmpty()) {
            return "nothing";
        }
        return node.getTag().equals(Tag.STR)
                ? value
                // YAML 1.1 takes on, no, null, 12 and 2026-01-01 for something else than text
                : "%s, which YAML takes for a %s; write '%s' in quotes if it is meant as text"
                        .formatted(value, typeName(node.getTag()), value);
    }

    private static String typeName(Tag tag) {
        return switch (tag.getValue().substring(tag.getValue().lastIndexOf(':') + 1)) {
            case "int", "float" -> "number";
            case "bool" -> "truth value";
            case "timestamp" -> "date";
            case "null" -> "missing value";
            default -> tag.getValue();
        };
    }
}
