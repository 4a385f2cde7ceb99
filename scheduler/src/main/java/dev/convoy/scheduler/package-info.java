/** Decides: which hyperparameters to try, which trials to stop, what to retry, what to ensemble. */
@NullMarked
package dev.convoy.scheduler;

import org.jspecify.annotations.NullMarked;
