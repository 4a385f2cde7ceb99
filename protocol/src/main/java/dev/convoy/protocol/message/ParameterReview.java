package dev.convoy.protocol.message;

/**
 * What an experiment says about one hyperparameter.
 *
 * @param trials in which it had a value and which came to a result
 * @param importance share of the variance of these results that its value alone explains, 0 to 1
 * @param distinct how many different values were tried
 * @param gridDistinct how many a grid of as many trials would have tried
 */
public record ParameterReview(
    String path, int trials, double importance, int distinct, int gridDistinct) {}
