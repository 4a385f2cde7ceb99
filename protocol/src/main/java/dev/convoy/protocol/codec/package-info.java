/** Messages as JSON: a type tag, a version and the record's fields; unknown fields are ignored. */
@NullMarked
package dev.convoy.protocol.codec;

import org.jspecify.annotations.NullMarked;
