package io.zdm.cli.command;

import io.zdm.engine.batch.Outcome;
import io.zdm.engine.plan.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Drops the old column of a swapped change: after that there is no way back. */
@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        description = "Drops the old column of a swapped change: after that there is no way back.",
        footer = {"", "Example: zdm-batch contract 1"})
public final class ContractCommand extends OneChangeCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    public ContractCommand(EngineSession session) {
        super(session);
    }

    @Override
    Outcome execute(RunFactory options) {
        return session().engine().contract(id, options.with(null, Phase.CONTRACT, tuning.tuning(), plan -> {}));
    }
}
