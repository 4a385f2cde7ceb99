/**
 * Looks into a training step: activations layer by layer, dead and saturated units, gradient norms
 * and the size of updates. It costs only where a step is watched.
 */
@NullMarked
package dev.convoy.cnn.observe;

import org.jspecify.annotations.NullMarked;
