/** The front door: REST in, Kafka out; live events back. */
@NullMarked
package dev.convoy.gateway;

import org.jspecify.annotations.NullMarked;
