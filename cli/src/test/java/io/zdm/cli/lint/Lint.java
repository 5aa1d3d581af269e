package io.zdm.cli.lint;

import io.zdm.cli.ZdmBatch;
import io.zdm.cli.command.Console;
import io.zdm.engine.change.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code zdm-batch lint} has answered.
 *
 * @param exit its exit code
 */
record Lint(int exit, String out, String err) {

    static Lint run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("lint"));
        all.addAll(List.of(arguments));
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                new StopSignal());
        int exit = new ZdmBatch(Map.of(), console).execute(all.toArray(String[]::new));
        return new Lint(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
