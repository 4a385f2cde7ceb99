package dev.convoy.protocol.message;

/**
 * Why a trial or an experiment ended.
 *
 * @param code a short stable word, such as {@code median}, {@code patience}, {@code cancelled} or a
 *     failure's kind
 * @param detail the evidence, in one sentence for the user
 */
public record Reason(String code, String detail) {}
