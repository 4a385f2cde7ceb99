/**
 * The element-wise half of the CPU's fast path: loops of the JDK's Vector API over off-heap memory,
 * run by libgomp's own team of threads, the one oneDNN uses, so that no two pools contend.
 */
@NullMarked
package dev.convoy.cnn.kernels.vector;

import org.jspecify.annotations.NullMarked;
