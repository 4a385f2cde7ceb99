/** Files that appear whole or not at all, and their digests. */
@NullMarked
package dev.convoy.cnn.files;

import org.jspecify.annotations.NullMarked;
