package io.zdm.cli.command;

import io.zdm.engine.batch.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finishes a change now, without throttles, but never without lock timeouts. */
@Command(
        name = "finalize",
        mixinStandardHelpOptions = true,
        description = {
            "Finishes a change now: no throttle, --max-rate, --window, --swap-window, hold or pause makes it wait; lock"
                    + " timeouts hold as ever. One that runs already is asked to do so from its next chunk on, as far as it"
                    + " was told to go, and waited for; any other goes on here, in the direction it had.",
            "Tuning that is not named stays as it was; what would make it wait has no effect. A pause or a hold that is"
                    + " asked for afterwards ends it."
        },
        footer = {"", "Example: zdm-batch finalize 1"})
public final class FinalizeCommand extends OneChangeCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    @Mixin
    UntilOption until = new UntilOption();

    @Spec
    @Nullable
    CommandSpec spec;

    public FinalizeCommand(EngineSession session) {
        super(session);
    }

    @Override
    Outcome execute(RunFactory options) {
        return session()
                .engine()
                .finalizeNow(
                        id,
                        before -> tuning.over(before, this::isGiven),
                        options.with(null, until.until, tuning.tuning(), plan -> {}));
    }

    private boolean isGiven(String option) {
        return spec != null && spec.commandLine().getParseResult().hasMatchedOption(option);
    }
}
