/**
 * What every service has in common when it is watched: one registry of meters in Prometheus' format
 * and one answer to whether it lives and is ready, served over HTTP.
 */
@NullMarked
package dev.convoy.metrics;

import org.jspecify.annotations.NullMarked;
