/**
 * The worker: takes legs and ensembles from the work queue, computes them on its device and
 * reports. Three threads do it: one talks to the queue and keeps the lock on what is held, one
 * computes, one hears control.
 */
@NullMarked
package dev.convoy.worker;

import org.jspecify.annotations.NullMarked;
