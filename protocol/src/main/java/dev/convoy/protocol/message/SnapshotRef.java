package dev.convoy.protocol.message;

/**
 * Where saved weights are.
 *
 * @param location relative to the snapshot store's root, with forward slashes
 * @param sha256 of the weights file, in lower-case hexadecimal
 * @param epoch epochs trained when it was saved
 */
public record SnapshotRef(String location, String sha256, int epoch) {}
