package io.zdm.cli.command;

import io.zdm.engine.change.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who else hears what happens while a change runs. */
public final class ObservationOptions {

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "offer metrics to Prometheus at http://HOST:PORT/metrics while the command runs; 0 for any"
                    + " free port, which is said (default: not offered)")
    @Nullable
    Integer metricsPort;

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "the address of this machine that they are offered at (default: ${DEFAULT-VALUE})")
    String metricsHost = "127.0.0.1";

    @Option(
            names = "--metrics-otlp",
            paramLabel = "URL",
            description = "send metrics to an OpenTelemetry collector over HTTP, for example"
                    + " http://localhost:4318/v1/metrics (default: not sent)")
    @Nullable
    String metricsOtlp;

    @Mixin
    HookOptions hooks = new HookOptions();

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "of stderr and of the log file: ${COMPLETION-CANDIDATES}; ecs is a JSON object a line (default:"
                            + " ${DEFAULT-VALUE})")
    LogFormat logFormat = LogFormat.text;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write the report, a web page, there; off for none (default: ZDM_REPORT, then one for each"
                    + " change in .zdm/reports/)")
    @Nullable
    String report;

    /** How what is said on the way is written. */
    public enum LogFormat {
        text,
        ecs
    }

    /** @throws UsageException where a value makes no sense */
    void validate() {
        if (metricsPort != null && (metricsPort < 0 || metricsPort > 65_535)) {
            throw new UsageException("--metrics-port=" + metricsPort + ": must be 0 to 65535. Nothing was changed.");
        }
        if (metricsOtlp != null) {
            http("--metrics-otlp", metricsOtlp);
        }
        hooks.validate();
    }

    /** The URL itself may hold a secret and is not repeated. */
    static URI http(String option, String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() != null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new UsageException(option + " is not a URL: " + e.getReason() + ". Nothing was changed.");
        }
        throw new UsageException(option + " must be a URL that begins with http:// or https://. Nothing was changed.");
    }
}
