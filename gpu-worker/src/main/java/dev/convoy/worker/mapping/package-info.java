/** What a trial's document asks for, in the engine's words. Nothing here trains anything. */
@NullMarked
package dev.convoy.worker.mapping;

import org.jspecify.annotations.NullMarked;
