/**
 * What a user may ask for: the experiment document as typed records. Wherever a value may stand in
 * the trial part of the document a {@link dev.convoy.protocol.spec.Distribution} may stand instead;
 * it is then a hyperparameter, named by its path.
 */
@NullMarked
package dev.convoy.protocol.spec;

import org.jspecify.annotations.NullMarked;
