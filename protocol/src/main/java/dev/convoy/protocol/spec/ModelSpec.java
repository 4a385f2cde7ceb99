package dev.convoy.protocol.spec;

/**
 * The network.
 *
 * @param architecture a name of the zoo, such as {@code resnet20}
 * @param norm what stands between a convolution and its nonlinearity, such as {@code batch}
 * @param dropout probability that a unit is dropped before the classifier, in [0, 1)
 */
public record ModelSpec(String architecture, String norm, double dropout) {}
