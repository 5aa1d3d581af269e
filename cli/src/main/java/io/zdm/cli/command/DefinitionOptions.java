package io.zdm.cli.command;

import io.zdm.cli.file.ChangeEntry;
import io.zdm.cli.file.ChangeFiles;
import io.zdm.cli.file.ChangeSelection;
import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.change.InvalidDefinitionException;
import io.zdm.engine.change.Key;
import io.zdm.engine.change.SchemaChange;
import io.zdm.engine.change.UsageException;
import io.zdm.jobs.ChangeKinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** What a change is: the kind's own flags, or an entry of the change files where only the table is given. */
public final class DefinitionOptions {

    @Option(
            names = "--table",
            required = true,
            paramLabel = "[SCHEMA.]TABLE",
            description = "the table, written as in SQL: unquoted names fold to lower case")
    String table = "";

    @Option(names = "--name", paramLabel = "NAME", description = "the change's name; narrows the change files")
    @Nullable
    String name;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            defaultValue = "migrations",
            description = "where change files (*.yaml) lie (default: ${DEFAULT-VALUE})")
    Path migrations = Path.of("migrations");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "read the change from this file instead")
    @Nullable
    Path file;

    /** A change with the name that its file gives it. */
    record Defined(SchemaChange change, @Nullable String name) {}

    /** Adds the flags of a kind's keys; those of a list's elements are flags of their own: one element. */
    static void addFlags(CommandSpec spec, ChangeKind kind) {
        for (Key key : flat(kind)) {
            if (key.type() == Key.Type.FLAG) {
                spec.addOption(OptionSpec.builder(flag(key.name()))
                        .type(Boolean.class)
                        .arity("0..1")
                        .fallbackValue("true")
                        .paramLabel("true|false")
                        .description(key.description())
                        .build());
                continue;
            }
            spec.addOption(OptionSpec.builder(flag(key.name()))
                    .type(String.class)
                    .paramLabel(key.allowed().isEmpty() ? "VALUE" : String.join("|", key.allowed()))
                    .completionCandidates(key.allowed())
                    .description(key.description())
                    .build());
        }
    }

    private static List<Key> flat(ChangeKind kind) {
        return kind.keys().stream()
                .flatMap(k -> k.children().isEmpty() ? List.of(k).stream() : k.children().stream())
                .toList();
    }

    static String flag(String camelCase) {
        return "--" + camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** @throws UsageException where flags and files do not say exactly one change */
    Defined define(ChangeKind kind, CommandSpec spec) {
        Map<String, Object> flags = new LinkedHashMap<>();
        Map<String, Object> switches = new LinkedHashMap<>();
        for (Key key : flat(kind)) {
            Object value = spec.findOption(flag(key.name())).getValue();
            if (value != null) {
                (key.type() == Key.Type.FLAG ? switches : flags).put(key.name(), value);
            }
        }
        boolean onlyColumn = flags.keySet().equals(java.util.Set.of("column"))
                && flat(kind).stream().anyMatch(k -> k.required() && !k.name().equals("column"));
        if (flags.isEmpty() || onlyColumn || file != null) {
            return switched(kind, fromFiles(kind, (String) flags.get("column")), switches);
        }
        flags.putAll(switches);
        try {
            return new Defined(kind.read(table, values(kind, flags)), name);
        } catch (InvalidDefinitionException e) {
            throw new UsageException(
                    e.getMessage() + ". Flags of " + kind.name() + ": "
                            + String.join(
                                    " ",
                                    flat(kind).stream().map(k -> flag(k.name())).toList())
                            + "; for example: zdm-batch " + kind.example(),
                    e);
        }
    }

    /** What is true or false may be said beside a file's definition. */
    private static Defined switched(ChangeKind kind, Defined defined, Map<String, Object> switches) {
        if (switches.isEmpty()) {
            return defined;
        }
        Map<String, Object> values = new LinkedHashMap<>(defined.change().definition());
        values.putAll(switches);
        return new Defined(kind.read(defined.change().table(), values), defined.name());
    }

    /** A kind with a list takes the flags as its single element. */
    private static Map<String, Object> values(ChangeKind kind, Map<String, Object> flags) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Key key : kind.keys()) {
            if (key.type() == Key.Type.LIST) {
                values.put(key.name(), List.of(flags));
            } else if (flags.containsKey(key.name())) {
                values.put(key.name(), flags.get(key.name()));
            }
        }
        return values;
    }

    private Defined fromFiles(ChangeKind kind, @Nullable String column) {
        ChangeFiles files = new ChangeFiles(ChangeKinds.byName());
        List<ChangeEntry> entries;
        if (file != null) {
            entries = files.readFile(file);
        } else {
            entries = Files.isDirectory(migrations) ? files.readDirectory(migrations) : List.of();
        }
        boolean completeByTable =
                file == null && name == null && kind.keys().stream().noneMatch(Key::required);
        if (completeByTable && !ChangeSelection.any(entries, kind, table)) {
            return new Defined(kind.read(table, Map.of()), null);
        }
        ChangeEntry entry = ChangeSelection.one(entries, kind, table, name, column);
        return new Defined(entry.change(), entry.name());
    }
}
