/**
 * Training as Prometheus sees it: a service that reads the facts of all experiments and shows the
 * recent ones as gauges. The Grafana dashboard and the alert rules beside it are resources.
 */
@NullMarked
package dev.convoy.metrics.exporter;

import org.jspecify.annotations.NullMarked;
