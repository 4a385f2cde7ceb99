/**
 * How good the search methods and stopping rules are, measured on curves of really trained
 * networks: the scheduler itself decides, and workers answer with what was recorded.
 */
@NullMarked
package dev.convoy.scheduler.curves;

import org.jspecify.annotations.NullMarked;
