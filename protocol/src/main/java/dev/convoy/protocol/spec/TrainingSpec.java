package dev.convoy.protocol.spec;

/**
 * How the network is trained.
 *
 * @param epochs passes over the training split
 * @param batchSize images per step
 */
public record TrainingSpec(
    int epochs, int batchSize, OptimizerSpec optimizer, ScheduleSpec schedule) {}
