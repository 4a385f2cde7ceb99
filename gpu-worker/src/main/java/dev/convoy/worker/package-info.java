/** Trains and predicts: takes legs from the work queue, runs the engine, reports what happened. */
@NullMarked
package dev.convoy.worker;

import org.jspecify.annotations.NullMarked;
