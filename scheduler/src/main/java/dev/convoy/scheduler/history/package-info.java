/**
 * What has been recorded about an experiment's trials, with the indexes that keep a question cheap
 * at ten thousand trials. Search methods and stopping rules read it; the core alone writes it.
 */
@NullMarked
package dev.convoy.scheduler.history;

import org.jspecify.annotations.NullMarked;
