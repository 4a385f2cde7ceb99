/**
 * Checks before money is spent (H2 to H4): minutes that show whether a network, its data and a rate
 * can learn at all. Each is one call with a verdict, the evidence and advice.
 */
@NullMarked
package dev.convoy.cnn.check;

import org.jspecify.annotations.NullMarked;
