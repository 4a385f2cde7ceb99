/** The gateway's two ends in Kafka: requests go out, requests and facts come in. */
@NullMarked
package dev.convoy.gateway.mesh;

import org.jspecify.annotations.NullMarked;
