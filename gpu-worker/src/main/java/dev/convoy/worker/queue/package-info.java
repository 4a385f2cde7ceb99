/**
 * The worker's end of the work queue, a Kafka share group (KIP-932): one record at a time, held by
 * renewing its lock, and acknowledged by how it ended.
 */
@NullMarked
package dev.convoy.worker.queue;

import org.jspecify.annotations.NullMarked;
