/** Watches: the Prometheus endpoint every service has, and the exporter of training metrics. */
@NullMarked
package dev.convoy.metrics;

import org.jspecify.annotations.NullMarked;
