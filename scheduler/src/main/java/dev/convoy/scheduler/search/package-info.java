/**
 * Search methods: which hyperparameters to try next, as functions of what was recorded, one
 * algorithm a file.
 */
@NullMarked
package dev.convoy.scheduler.search;

import org.jspecify.annotations.NullMarked;
