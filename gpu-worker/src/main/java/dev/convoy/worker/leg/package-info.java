/**
 * A leg from order to report: the trial's document becomes what the engine trains by, an earlier
 * attempt's snapshot is found and gone on from, and every way in which it can fail has its name.
 */
@NullMarked
package dev.convoy.worker.leg;

import org.jspecify.annotations.NullMarked;
