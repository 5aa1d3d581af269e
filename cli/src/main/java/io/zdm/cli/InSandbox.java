package io.zdm.cli;

import io.zdm.cli.command.Console;
import io.zdm.cli.demo.Demo;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Command lines within this one, whatever database the user has configured; what they say is shown where they fail. */
final class InSandbox {

    private InSandbox() {}

    static Demo.Zdm of(Console console) {
        return arguments -> run(console, arguments);
    }

    private static void run(Console console, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream quiet = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = new ZdmBatch(Map.of(), new Console(quiet, quiet, false, console.stop())).execute(arguments);
        if (code != 0) {
            console.err().print(said.toString(StandardCharsets.UTF_8));
            throw new IllegalStateException("zdm-batch ended with exit code " + code + " in the sandbox");
        }
    }
}
