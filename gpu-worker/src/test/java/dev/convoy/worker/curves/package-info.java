/** Records the learning curves of a whole search space, for the scheduler's tests to replay. */
@NullMarked
package dev.convoy.worker.curves;

import org.jspecify.annotations.NullMarked;
