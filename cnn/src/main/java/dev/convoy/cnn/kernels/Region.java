package dev.convoy.cnn.kernels;

/** A stretch of a {@link Memory}, in elements. */
public record Region(Memory memory, long offset, long elements) {}
