/**
 * Stopping rules: which trials are hopeless, as functions of what was recorded, one rule a file.
 * All of them judge by the experiment's objective, turned so that larger is better; a value that is
 * not finite is the worst there is. Some rules hold others: grace, all-of and any-of.
 */
@NullMarked
package dev.convoy.scheduler.stopping;

import org.jspecify.annotations.NullMarked;
