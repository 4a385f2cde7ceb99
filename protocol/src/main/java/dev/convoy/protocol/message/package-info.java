/**
 * What the services say to each other: requests from the gateway, work and control from the
 * scheduler, reports from the workers, and the facts that the scheduler wrote down. Every message
 * belongs to one experiment.
 */
@NullMarked
package dev.convoy.protocol.message;

import org.jspecify.annotations.NullMarked;
