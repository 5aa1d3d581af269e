package io.zdm.cli;

import io.zdm.cli.command.Console;
import io.zdm.cli.console.Zdm;
import java.util.Map;

/** Command lines beside this one, in its process and with its environment. */
final class InProcess {

    private InProcess() {}

    static Zdm of(Map<String, String> environment) {
        return (arguments, out, err, stop) ->
                new ZdmBatch(environment, new Console(out, err, false, stop)).execute(arguments.toArray(String[]::new));
    }
}
