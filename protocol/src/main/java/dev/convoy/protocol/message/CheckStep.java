package dev.convoy.protocol.message;

/**
 * One training step of a check.
 *
 * @param rate the learning rate of the step
 * @param loss mean cross-entropy over the batch before the step's update, nats; may be NaN
 */
public record CheckStep(double rate, double loss) {}
