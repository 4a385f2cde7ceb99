/** Every service of the mesh in one process, around a broker in a child process. */
@NullMarked
package dev.convoy.standalone.mesh;

import org.jspecify.annotations.NullMarked;
