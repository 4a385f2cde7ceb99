/**
 * What the gateway knows of the mesh: every experiment as its requests and facts tell it, and the
 * shapes in which the API shows it. Pure: no Kafka, no HTTP, no clock.
 */
@NullMarked
package dev.convoy.gateway.view;

import org.jspecify.annotations.NullMarked;
