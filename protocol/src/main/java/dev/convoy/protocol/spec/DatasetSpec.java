package dev.convoy.protocol.spec;

import java.util.Optional;

/**
 * The images.
 *
 * @param name a dataset known by name, such as {@code mnist} or {@code generated}
 * @param path a folder that holds it; empty: found by name
 * @param validation share of the training split held out, stratified by class, between 0 and 1
 */
public record DatasetSpec(String name, Optional<String> path, double validation) {}
