package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Activation;
import java.util.Optional;

/**
 * What a layer's nonlinearity gave over a batch.
 *
 * @param layer its path
 * @param activation absent if it is learned or of several pieces; then nothing counts as dead or
 *     saturated
 * @param mean over all values
 * @param deviation standard deviation of all values
 * @param dead share of the channels whose derivative is 0 for every image at every place, in [0, 1]
 * @param saturated share of the values where the derivative is at most a twentieth of its steepest
 */
public record LayerActivations(
    String layer,
    Optional<Activation> activation,
    double mean,
    double deviation,
    double dead,
    double saturated) {}
