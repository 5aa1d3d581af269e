package io.zdm.cli.command;

import io.zdm.cli.file.ChangeFileSchema;
import io.zdm.jobs.ChangeKinds;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of change files. */
@Command(
        name = "json-schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the JSON Schema of change files (draft 7), by which editors complete and check them.",
            "A file names it in its first line: # yaml-language-server: $schema=schema/change-file.schema.json"
        },
        footer = {"", "Example: zdm-batch json-schema > migrations/schema/change-file.schema.json"})
public final class JsonSchemaCommand implements Callable<Integer> {

    private final Console console;

    public JsonSchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(new ChangeFileSchema(ChangeKinds.all()).text());
        console.out().flush();
        return 0;
    }
}
