/** What the worker says and hears beside the queue: reports and control. */
@NullMarked
package dev.convoy.worker.mesh;

import org.jspecify.annotations.NullMarked;
