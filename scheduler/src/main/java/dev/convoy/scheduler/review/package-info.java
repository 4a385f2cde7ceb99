/**
 * Reads what trials leave behind: what learning curves show, and which hyperparameters mattered.
 * Pure functions of the recorded history.
 */
@NullMarked
package dev.convoy.scheduler.review;

import org.jspecify.annotations.NullMarked;
