package io.zdm.cli.command;

import io.zdm.cli.hook.Hooks;
import io.zdm.cli.metrics.Metrics;
import io.zdm.cli.observe.ChangeListener;
import io.zdm.cli.observe.LogContext;
import io.zdm.cli.observe.Observers;
import io.zdm.cli.report.Reports;
import io.zdm.engine.postgres.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens what the options of a command ask for. */
final class Observation {

    /** The environment variable that stands for --report where that is not given. */
    private static final String REPORT = "ZDM_REPORT";

    private Observation() {}

    /** @throws io.zdm.engine.change.UsageException where something of it cannot be had */
    static Observers open(ObservationOptions options, EngineSession session) {
        List<ChangeListener> listeners = new ArrayList<>();
        listeners.add(new LogContext());
        if (options.metricsPort != null || options.metricsOtlp != null) {
            listeners.add(new Metrics(
                    options.metricsHost,
                    options.metricsPort,
                    options.metricsOtlp,
                    session.console().err()::println));
        }
        if (!options.hooks.commands.isEmpty() || !options.hooks.webhooks.isEmpty()) {
            listeners.add(new Hooks(
                    session.target(),
                    options.hooks.commands,
                    options.hooks.urls(),
                    session.environment().get(Hooks.SECRET),
                    session.console().err()::println));
        }
        String report = options.report == null ? session.environment().get(REPORT) : options.report;
        if (!"off".equals(report)) {
            listeners.add(new Reports(
                    session.target(),
                    new Database(session.sessions(), session.transactions()),
                    report == null ? null : Path.of(report),
                    session.console().err()::println));
        }
        return new Observers(listeners);
    }
}
