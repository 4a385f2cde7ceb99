/**
 * Looks into a network: activations layer by layer at the start and while it trains, dead and
 * saturated units, gradient norms and the size of updates. It costs only when it is asked.
 */
@NullMarked
package dev.convoy.cnn.observe;

import org.jspecify.annotations.NullMarked;
