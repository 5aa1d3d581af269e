package io.zdm.cli.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zdm.cli.output.Rates;
import io.zdm.engine.plan.Phase;
import io.zdm.engine.postgres.StatusReader.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * How the changes of databases are, as {@code status} sees them, whoever runs them: the gauges of a run where the database
 * knows as much, with the database as a further label. Changes that are over are left out.
 */
public final class StatusMeters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, List<Status>> changes = new TreeMap<>();
    private final Map<String, Integer> readable = new TreeMap<>();
    private final MultiGauge database = gauge("zdm.database.readable", "1 while the console can read the database");
    private final MultiGauge running = gauge("zdm.running", "1 while an owner works on the change");
    private final MultiGauge state = gauge("zdm.state", "1 for the state that the change is in");
    private final MultiGauge phase = gauge("zdm.phase", "1 for the phase that the change is in");
    private final MultiGauge waiting = gauge("zdm.waiting", "1 while a throttle makes the change wait");
    private final MultiGauge done = gauge("zdm.rows.done", "Rows that the backfill has done, in all runs");
    private final MultiGauge expected = gauge("zdm.rows.expected", "Rows that the backfill has to do, an estimate");
    private final MultiGauge eta;

    public StatusMeters() {
        eta = MultiGauge.builder("zdm.eta")
                .description("Time left of the backfill; NaN where it is not known")
                .baseUnit("seconds")
                .register(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** @param key the database's */
    public synchronized void now(String key, List<Status> all) {
        readable.put(key, 1);
        changes.put(
                key, all.stream().filter(s -> !s.isOver() && s.partOf() == null).toList());
        update();
    }

    /** It cannot be read: nothing is said of its changes. */
    public synchronized void unknown(String key) {
        readable.put(key, 0);
        changes.remove(key);
        update();
    }

    private void update() {
        database.register(
                readable.entrySet().stream()
                        .map(e -> Row.of(Tags.of("database", e.getKey()), e.getValue()))
                        .toList(),
                true);
        each(running, (tags, s) -> Stream.of(Row.of(tags, s.isLive() ? 1 : 0)));
        each(state, (tags, s) -> Stream.of(Row.of(tags.and("state", s.state()), 1)));
        each(
                phase,
                (tags, s) -> Arrays.stream(Phase.values())
                        .map(p -> Row.of(tags.and("phase", p.text()), p.text().equals(s.phase()) ? 1 : 0)));
        each(waiting, (tags, s) -> Stream.of(Row.of(tags, s.throttle() == null ? 0 : 1)));
        each(done, (tags, s) -> Stream.of(Row.of(tags, s.rowsDone())));
        each(expected, (tags, s) -> Stream.of(Row.of(tags, s.rowsTotal())));
        each(eta, (tags, s) -> {
            Long left = Rates.etaSeconds(s);
            return Stream.of(Row.of(tags, left == null ? Double.NaN : left.doubleValue()));
        });
    }

    private void each(MultiGauge gauge, BiFunction<Tags, Status, Stream<Row<?>>> rows) {
        gauge.register(
                changes.entrySet().stream()
                        .flatMap(of -> of.getValue().stream().flatMap(s -> rows.apply(tags(of.getKey(), s), s)))
                        .toList(),
                true);
    }

    private static Tags tags(String key, Status s) {
        return Tags.of(
                "database",
                key,
                "change",
                String.valueOf(s.id()),
                "kind",
                s.change(),
                "table",
                s.schema() + "." + s.table());
    }

    /** Prometheus' text. */
    public synchronized String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
