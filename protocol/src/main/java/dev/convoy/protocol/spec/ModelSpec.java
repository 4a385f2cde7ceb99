package dev.convoy.protocol.spec;

/**
 * The network.
 *
 * @param architecture a name of the zoo, such as {@code resnet20}
 * @param dropout probability that a unit is dropped before the classifier, in [0, 1)
 */
public record ModelSpec(String architecture, double dropout) {}
