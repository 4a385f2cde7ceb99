/** The snapshots of all trials, in one folder that all workers share. */
@NullMarked
package dev.convoy.worker.store;

import org.jspecify.annotations.NullMarked;
