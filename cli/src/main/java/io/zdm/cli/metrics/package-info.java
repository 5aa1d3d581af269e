/** What happens to changes as figures, for Prometheus and OTLP. */
@NullMarked
package io.zdm.cli.metrics;

import org.jspecify.annotations.NullMarked;
