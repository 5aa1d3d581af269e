package io.zdm.cli.console;

import io.zdm.cli.metrics.StatusMeters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For Prometheus. */
@RestController
class MetricsApi {

    private final StatusMeters meters;

    MetricsApi(StatusMeters meters) {
        this.meters = meters;
    }

    @GetMapping(value = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    String metrics() {
        return meters.scrape();
    }
}
