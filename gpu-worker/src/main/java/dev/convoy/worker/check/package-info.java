/** Checks before money is spent: the engine's, ordered by the scheduler and told in its words. */
@NullMarked
package dev.convoy.worker.check;

import org.jspecify.annotations.NullMarked;
