package io.zdm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zdm.cli.command.Console;
import io.zdm.cli.command.Targets;
import io.zdm.engine.change.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Every command explains itself, and the README knows all of them. */
class CommandTreeTest {

    private static final Set<String> OF_PICOCLI = Set.of("generate-completion");
    private static final Set<String> EVERYWHERE = Set.of("--help", "--version");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

    static List<Named<List<String>>> commands() {
        List<Named<List<String>>> commands = new ArrayList<>();
        add(tree(), List.of(), commands);
        return commands;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");

        assertThat(execute(arguments.toArray(String[]::new))).isZero();
        assertThat(said()).as("made alone as among all").isEqualTo(at(command).getUsageMessage());
        if (command.isEmpty() || !OF_PICOCLI.contains(command.get(0))) {
            assertThat(said()).contains("Example: zdm-batch " + String.join(" ", command));
        }
    }

    @Test
    void theReadmeNamesEveryCommandAndEveryOptionThatIsNoKindsKey() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));

        for (Named<List<String>> command : commands()) {
            CommandLine line = at(command.getPayload());
            if (command.getPayload().size() == 1) {
                assertThat(readme).contains("`" + command.getPayload().get(0));
            }
            if (command.getPayload().size() == 1
                    && !OF_PICOCLI.contains(command.getPayload().get(0))) {
                assertThat(line.getCommandSpec().options().stream()
                                .map(OptionSpec::longestName)
                                .filter(option -> !EVERYWHERE.contains(option)))
                        .allSatisfy(option -> assertThat(readme)
                                .containsAnyOf(
                                        "`" + option.replace("--file", "-f") + "`", "`" + option + "=", " " + option));
            }
        }
    }

    @Test
    void completionIsAScriptThatTheShellReads() throws IOException, InterruptedException {
        assertThat(execute("generate-completion")).isZero();
        String script = said();

        assertThat(script).contains("apply").contains("changeColumnType").contains("--dry-run");
        Path file = Files.writeString(Files.createTempFile("zdm", ".bash"), script);
        assertThat(new ProcessBuilder("bash", "-n", file.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        Files.delete(file);
    }

    private static void add(CommandLine line, List<String> path, List<Named<List<String>>> commands) {
        commands.add(Named.of("zdm-batch " + String.join(" ", path), path));
        line.getSubcommands().forEach((name, child) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            add(child, longer, commands);
        });
    }

    private static CommandLine at(List<String> command) {
        CommandLine line = tree();
        for (String name : command) {
            line = Objects.requireNonNull(line.getSubcommands().get(name));
        }
        return line;
    }

    private static CommandLine tree() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, false, new StopSignal());
        return CommandTree.with(new ParsingFactory(console, new Targets(Map.of(), nowhere)));
    }

    private int execute(String... arguments) {
        return new ZdmBatch(Map.of(), new Console(stream, stream, false, new StopSignal())).execute(arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
