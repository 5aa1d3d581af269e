package io.zdm.cli.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.zdm.cli.observe.ChangeListener;
import io.zdm.engine.change.ChangeEvent;
import io.zdm.engine.change.ChangeSubject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The meters of a command's changes, where Prometheus fetches them and where OTLP sends them. */
public final class Metrics implements ChangeListener {

    private static final Duration STEP = Duration.ofSeconds(10);

    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final ChangeMetrics changes = new ChangeMetrics(registry);
    private final @Nullable MetricsEndpoint endpoint;

    /**
     * @param port of the Prometheus endpoint; null for none, 0 for any that is free
     * @param otlp where an OpenTelemetry collector takes metrics over HTTP; null for nowhere
     * @param say told where the endpoint is
     */
    public Metrics(String host, @Nullable Integer port, @Nullable String otlp, Consumer<String> say) {
        if (otlp != null) {
            registry.add(new OtlpMeterRegistry(otlp(otlp), Clock.SYSTEM));
        }
        if (port == null) {
            endpoint = null;
        } else {
            PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            registry.add(prometheus);
            endpoint = new MetricsEndpoint(host, port, prometheus::scrape);
            say.accept("Metrics: " + endpoint.url());
        }
    }

    private static OtlpConfig otlp(String url) {
        Map<String, String> settings = Map.of(
                "otlp.url", url, "otlp.step", STEP.toString(), "otlp.resourceAttributes", "service.name=zdm-batch");
        return settings::get;
    }

    @Override
    public void happened(ChangeSubject change, ChangeEvent event) {
        changes.happened(change, event);
    }

    @Override
    public void progress(ChangeSubject change, String title, long rows, long total) {
        changes.progress(change, title, rows, total);
    }

    /** What was measured last is sent; a collector that does not answer is waited for a moment only. */
    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        registry.getRegistries().forEach(io.micrometer.core.instrument.MeterRegistry::close);
        registry.close();
    }
}
