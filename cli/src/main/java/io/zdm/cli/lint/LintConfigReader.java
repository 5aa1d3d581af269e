package io.zdm.cli.lint;

import io.zdm.engine.change.UsageException;
import io.zdm.lint.Severity;
import io.zdm.lint.rule.Rules;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a {@link LintConfig}; each error has its line and column. */
final class LintConfigReader {

    private static final Set<String> KEYS = Set.of(
            "pgVersion",
            "oneTransaction",
            "failOn",
            "paths",
            "exclude",
            "smallTables",
            "baseline",
            "alembic",
            "traceSchema",
            "rules");

    private final Path file;
    private final Path folder;
    private final Map<String, Node> values = new HashMap<>();

    LintConfigReader(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    LintConfig read(String text) {
        Node root = compose(text);
        if (root instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = scalar(tuple.getKeyNode());
                if (!KEYS.contains(key)) {
                    throw wrong(
                            tuple.getKeyNode(),
                            "unknown key " + key + "; there are "
                                    + String.join(", ", KEYS.stream().sorted().toList()));
                }
                if (values.put(key, tuple.getValueNode()) != null) {
                    throw wrong(tuple.getKeyNode(), key + " is there twice");
                }
            }
        } else if (root != null) {
            throw wrong(root, "keys and values are expected");
        }
        return new LintConfig(
                folder,
                version(),
                flag(),
                severity(),
                list("paths"),
                globs(),
                list("smallTables"),
                text("baseline"),
                text("alembic"),
                text("traceSchema"),
                rules());
    }

    private @Nullable Node compose(String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            throw new UsageException("%s:%d:%d: %s. Nothing was checked."
                    .formatted(
                            file,
                            e.getProblemMark().getLine() + 1,
                            e.getProblemMark().getColumn() + 1,
                            e.getProblem()));
        }
    }

    private @Nullable Integer version() {
        String text = text("pgVersion");
        if (text == null) {
            return null;
        }
        if (!text.matches("1[4-8]")) {
            throw wrong(node("pgVersion"), "pgVersion is 14 to 18");
        }
        return Integer.valueOf(text);
    }

    private @Nullable Boolean flag() {
        String text = text("oneTransaction");
        if (text != null && !text.matches("true|false")) {
            throw wrong(node("oneTransaction"), "oneTransaction is true or false");
        }
        return text == null ? null : Boolean.valueOf(text);
    }

    private @Nullable Severity severity() {
        String text = text("failOn");
        return text == null ? null : severity(node("failOn"), text);
    }

    private Severity severity(Node node, String text) {
        try {
            return Severity.of(text);
        } catch (IllegalArgumentException e) {
            throw wrong(node, String.valueOf(e.getMessage()));
        }
    }

    private List<String> globs() {
        List<String> patterns = list("exclude");
        for (String pattern : patterns) {
            try {
                folder.getFileSystem().getPathMatcher("glob:" + pattern);
            } catch (PatternSyntaxException e) {
                throw wrong(node("exclude"), "'" + pattern + "' is no pattern of paths");
            }
        }
        return patterns;
    }

    private Map<String, @Nullable Severity> rules() {
        Map<String, @Nullable Severity> rules = new LinkedHashMap<>();
        Node node = values.get("rules");
        if (node == null) {
            return rules;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, "rules has a severity for each rule's id");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String id = scalar(tuple.getKeyNode());
            if (Rules.find(id) == null) {
                throw wrong(tuple.getKeyNode(), "there is no rule " + id + "; see docs/lint/");
            }
            String word = scalar(tuple.getValueNode());
            rules.put(id, word.equals("off") ? null : severity(tuple.getValueNode(), word));
        }
        return rules;
    }

    private List<String> list(String key) {
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(this::scalar).toList();
        }
        return List.of(scalar(node));
    }

    private @Nullable String text(String key) {
        Node node = values.get(key);
        return node == null ? null : scalar(node);
    }

    private Node node(String key) {
        Node node = values.get(key);
        if (node == null) {
            throw new IllegalStateException(key);
        }
        return node;
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(node, "one word is expected");
    }

    private UsageException wrong(Node node, String what) {
        return new UsageException("%s:%d:%d: %s. Nothing was checked."
                .formatted(
                        file,
                        node.getStartMark().getLine() + 1,
                        node.getStartMark().getColumn() + 1,
                        what));
    }
}
