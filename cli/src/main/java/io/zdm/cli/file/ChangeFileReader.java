package io.zdm.cli.file;

import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one file: a change at top level, or {@code changes:} with a list of them. */
final class ChangeFileReader {

    private static final List<String> OF_FILE = List.of("name", "priority", "changes");
    private static final List<String> OF_CHANGE = List.of("name", "priority", "change", "table");

    private final Path file;
    private final Map<String, ChangeKind> kinds;
    private final FileErrors errors;
    private final MappingReader mappings;
    private final DefaultSchema schema;

    ChangeFileReader(Path file, Map<String, ChangeKind> kinds, FileErrors errors, DefaultSchema schema) {
        this.file = file;
        this.kinds = kinds;
        this.errors = errors;
        this.schema = schema;
        this.mappings = new MappingReader(file, errors);
    }

    /** The changes that could be read; whatever could not is in the errors. */
    List<ChangeEntry> read() {
        Node root = new YamlDocument(file, errors).read();
        if (root == null) {
            return List.of();
        }
        if (!(root instanceof MappingNode mapping)) {
            errors.add(
                    file,
                    root,
                    "a change file is a mapping (change: …, or changes: with a list), not "
                            + MappingReader.described(root));
            return List.of();
        }
        Map<String, NodeTuple> tuples = mappings.tuples(mapping);
        NodeTuple changes = tuples.get("changes");
        if (changes == null) {
            return entry(mapping, tuples, 1, null, 0).stream().toList();
        }
        mappings.refuseUnknown(tuples, OF_FILE, "a file with a list of changes");
        return list(changes.getValueNode(), name(tuples), priority(tuples, 0));
    }

    private List<ChangeEntry> list(Node node, @Nullable String fileName, int filePriority) {
        if (!(node instanceof SequenceNode sequence)) {
            errors.add(file, node, "changes must be a list (- change: …), not " + MappingReader.described(node));
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            errors.add(file, node, "changes is an empty list");
        }
        List<ChangeEntry> entries = new ArrayList<>();
        int number = 0;
        for (Node element : sequence.getValue()) {
            number++;
            if (element instanceof MappingNode mapping) {
                entry(mapping, mappings.tuples(mapping), number, fileName, filePriority)
                        .ifPresent(entries::add);
            } else {
                errors.add(
                        file,
                        element,
                        "a change must be a mapping (change: …), not " + MappingReader.described(element));
            }
        }
        return entries;
    }

    private Optional<ChangeEntry> entry(
            MappingNode mapping,
            Map<String, NodeTuple> tuples,
            int number,
            @Nullable String fileName,
            int filePriority) {
        int before = errors.count();
        ChangeKind kind = kind(mapping, tuples).orElse(null);
        mappings.refuseUnknown(tuples, knownKeys(kind), kind == null ? "a change" : kind.name());
        String ownName = name(tuples);
        int priority = priority(tuples, filePriority);
        String table = table(mapping, tuples).map(schema::qualified).orElse("");
        if (kind == null) {
            return Optional.empty();
        }
        Map<String, Object> values = mappings.values(mapping, tuples, kind.keys(), kind.name());
        if (errors.count() > before) {
            return Optional.empty(); // the kind may rely on what the keys promise
        }
        String name = ownName == null ? fileName : ownName;
        int line = mapping.getStartMark().getLine() + 1;
        return change(mapping, kind, table, schema.qualified(values))
                .map(change -> new ChangeEntry(file, line, number, name, kind.name(), table, change, priority));
    }

    private Optional<SchemaChange> change(Node node, ChangeKind kind, String table, Map<String, Object> values) {
        try {
            return Optional.of(kind.read(table, values));
        } catch (InvalidDefinitionException e) {
            errors.add(file, node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<ChangeKind> kind(Node owner, Map<String, NodeTuple> tuples) {
        String known = String.join(", ", kinds.keySet());
        NodeTuple tuple = tuples.get("change");
        if (tuple == null) {
            errors.add(file, owner, "key change is missing: the kind of change, one of: " + known);
            return Optional.empty();
        }
        Optional<String> written = mappings.text(tuple.getValueNode(), "change");
        Optional<ChangeKind> kind = written.map(kinds::get);
        if (written.isPresent() && kind.isEmpty()) {
            String hint = Spelling.nearest(written.get(), kinds.keySet())
                    .map("did you mean %s?"::formatted)
                    .orElse("known are: " + known);
            errors.add(file, tuple.getValueNode(), "unknown change kind %s; %s".formatted(written.get(), hint));
        }
        return kind;
    }

    private Optional<String> table(Node owner, Map<String, NodeTuple> tuples) {
        NodeTuple tuple = tuples.get("table");
        if (tuple == null) {
            errors.add(file, owner, "key table is missing: the table to change, as table or schema.table");
            return Optional.empty();
        }
        Optional<String> table = mappings.text(tuple.getValueNode(), "table");
        try {
            table.ifPresent(SqlName::parse);
            return table;
        } catch (UsageException e) {
            errors.add(file, tuple.getValueNode(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private int priority(Map<String, NodeTuple> tuples, int usual) {
        NodeTuple tuple = tuples.get("priority");
        return tuple == null
                ? usual
                : mappings.number(tuple.getValueNode(), "priority").orElse(usual);
    }

    private @Nullable String name(Map<String, NodeTuple> tuples) {
        NodeTuple tuple = tuples.get("name");
        return tuple == null
                ? null
                : mappings.text(tuple.getValueNode(), "name").orElse(null);
    }

    /** Without a kind, any kind's keys: then only what fits none is reported beside the missing kind. */
    private List<String> knownKeys(@Nullable ChangeKind kind) {
        Stream<ChangeKind> possible = kind == null ? kinds.values().stream() : Stream.of(kind);
        return Stream.concat(
                        OF_CHANGE.stream(),
                        possible.flatMap(k -> k.keys().stream()).map(Key::name))
                .distinct()
                .toList();
    }
}
