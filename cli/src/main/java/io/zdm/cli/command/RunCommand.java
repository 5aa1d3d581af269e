package io.zdm.cli.command;

import io.zdm.cli.render.PlanRenderer;
import io.zdm.cli.render.PlanView;
import io.zdm.engine.batch.Outcome;
import io.zdm.engine.change.ChangeKind;
import io.zdm.engine.plan.MigrationPlan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Plans, rehearses and runs a change of one kind. */
@Command(mixinStandardHelpOptions = true)
public final class RunCommand extends OneChangeCommand implements KindCommand {

    @Mixin
    DefinitionOptions definition = new DefinitionOptions();

    @Mixin
    UntilOption until = new UntilOption();

    @Spec
    @Nullable
    CommandSpec spec;

    private @Nullable ChangeKind kind;

    public RunCommand(EngineSession session) {
        super(session);
    }

    @Override
    public void kind(ChangeKind ofThisCommand) {
        kind = ofThisCommand;
    }

    @Override
    Outcome execute(RunFactory options) {
        ChangeKind asked = Objects.requireNonNull(kind);
        DefinitionOptions.Defined defined = definition.define(asked, Objects.requireNonNull(spec));
        return session()
                .engine()
                .run(defined.change(), options.with(defined.name(), until.until, tuning.tuning(), this::show));
    }

    /** In short: the whole of it is what the command plan shows. */
    private void show(MigrationPlan plan) {
        PlanView view = PlanView.on(session().target(), plan, 0);
        session().console().tell(new PlanRenderer().brief(view));
    }

    @Override
    OutcomePrinter.Asked asked() {
        return new OutcomePrinter.Asked(Objects.requireNonNull(kind).name(), definition.name, null, definition.table);
    }
}
