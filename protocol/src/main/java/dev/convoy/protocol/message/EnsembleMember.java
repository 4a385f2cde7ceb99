package dev.convoy.protocol.message;

/** A trial's snapshot that votes in an ensemble. */
public record EnsembleMember(int trial, SnapshotRef snapshot) {}
