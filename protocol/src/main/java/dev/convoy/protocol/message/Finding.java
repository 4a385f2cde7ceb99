package dev.convoy.protocol.message;

/**
 * Something that learning curves show.
 *
 * @param what a short stable word, such as {@code overfit}
 * @param evidence the numbers, in one sentence
 * @param advice what to change, in one sentence
 */
public record Finding(String what, String evidence, String advice) {}
