/**
 * A leg from order to report: what the trial's document asks for is trained, an earlier attempt's
 * snapshot is found and gone on from, and every way in which it can fail has its name.
 */
@NullMarked
package dev.convoy.worker.leg;

import org.jspecify.annotations.NullMarked;
