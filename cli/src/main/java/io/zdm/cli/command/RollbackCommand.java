package io.zdm.cli.command;

import io.zdm.engine.batch.Outcome;
import io.zdm.engine.plan.Phase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Before the swap removes all traces; after it swaps back, and nothing is lost. */
@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        description = "Before the swap removes all traces; after it swaps back, and nothing is lost.",
        footer = {"", "Example: zdm-batch rollback 1"})
public final class RollbackCommand extends OneChangeCommand {

    @Parameters(index = "0", paramLabel = "ID", description = "the change's number, as in zdm-batch status")
    long id;

    @Option(
            names = "--on-unconvertible",
            paramLabel = "fail|null",
            defaultValue = "fail",
            converter = OnUnconvertible.class,
            description =
                    "what becomes of a value that has no way back: fail lists them and changes nothing; null accepts"
                            + " NULL (default: ${DEFAULT-VALUE})")
    String onUnconvertible = "fail";

    /** Only the two words. */
    static final class OnUnconvertible implements picocli.CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.equals("fail") && !text.equals("null")) {
                throw new picocli.CommandLine.TypeConversionException("'" + text + "' is neither fail nor null");
            }
            return text;
        }
    }

    public RollbackCommand(EngineSession session) {
        super(session);
    }

    @Override
    Outcome execute(RunFactory options) {
        boolean nulls = "null".equals(onUnconvertible);
        return session()
                .engine()
                .rollback(
                        id,
                        options.with(
                                null,
                                Phase.SWAP,
                                nulls ? tuning.tuning().acceptingNulls() : tuning.tuning(),
                                plan -> {}));
    }
}
