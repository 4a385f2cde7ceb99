package dev.convoy.protocol.message;

/**
 * How a step moved a kernel or matrix.
 *
 * @param parameter torchvision's name
 * @param gradientNorm Euclidean length of its gradient, before clipping
 * @param updateRatio length of its update by its own before the step; about 1e-3 is healthy
 */
public record WeightUpdate(String parameter, double gradientNorm, double updateRatio) {}
