package io.zdm.cli.report;

import java.time.Duration;
import java.time.Instant;

/** Moments as seconds of a run. */
record PastTime(Instant began) {

    /** To the millisecond; never before the beginning. */
    double of(Instant at) {
        return Math.max(0, Duration.between(began, at).toMillis() / 1e3);
    }
}
