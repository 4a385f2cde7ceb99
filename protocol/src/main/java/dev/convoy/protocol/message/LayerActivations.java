package dev.convoy.protocol.message;

import java.util.Optional;

/**
 * What a layer's nonlinearity gave over a batch.
 *
 * @param layer its path, such as {@code features.2}
 * @param activation as a document has it, such as {@code relu}; absent if it is learned or of
 *     several pieces
 * @param mean over all values
 * @param deviation standard deviation of all values
 * @param dead of a ReLU: share of the channels that pass no gradient for any image at any place
 * @param saturated of a sigmoid, tanh or ELU: share of the values where it is nearly flat
 */
public record LayerActivations(
    String layer,
    Optional<String> activation,
    double mean,
    double deviation,
    Optional<Double> dead,
    Optional<Double> saturated) {}
