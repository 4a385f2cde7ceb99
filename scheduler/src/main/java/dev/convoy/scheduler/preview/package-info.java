/**
 * What an experiment will cost, before anything is spent: the real {@link
 * dev.convoy.scheduler.core.Scheduler} decides over learning curves that are made up from a seed.
 */
@NullMarked
package dev.convoy.scheduler.preview;

import org.jspecify.annotations.NullMarked;
