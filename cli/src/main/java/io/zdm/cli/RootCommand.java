package io.zdm.cli;

import picocli.CommandLine.Command;

/** The command without a subcommand: shows its help. */
@Command(
        name = "zdm-batch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Changes the schema of large, busy PostgreSQL tables without downtime.",
        footer = {
            "",
            "Example: zdm-batch run changeColumnType --table=task_instance",
            "",
            "Exit codes: 0 done, 1 unexpected, 2 usage, 3 refused before anything was touched, 4 stopped (resumable),",
            "5 lock timeouts exhausted (resumable), 6 a person must look."
        })
final class RootCommand {}
