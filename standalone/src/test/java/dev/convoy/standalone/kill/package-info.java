/** The mesh as it runs in a cluster, each service a process, and each of them killed. */
@NullMarked
package dev.convoy.standalone.kill;

import org.jspecify.annotations.NullMarked;
