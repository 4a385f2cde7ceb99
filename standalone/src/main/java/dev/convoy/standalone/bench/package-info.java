/** Measures the mesh itself: the real scheduler and broker under synthetic workers. */
@NullMarked
package dev.convoy.standalone.bench;

import org.jspecify.annotations.NullMarked;
