/** Finds what to compute on when the process starts. */
@NullMarked
package dev.convoy.cnn.device;

import org.jspecify.annotations.NullMarked;
