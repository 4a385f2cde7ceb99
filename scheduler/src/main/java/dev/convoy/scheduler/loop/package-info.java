/**
 * The scheduler's hands: Kafka clients on one thread that feed the core with commands and write
 * what it decides, each batch of a partition in one transaction. Start-up, rebalance and recovery
 * are one path: take the partition, replay its facts, go on.
 */
@NullMarked
package dev.convoy.scheduler.loop;

import org.jspecify.annotations.NullMarked;
