/**
 * The words everybody speaks: what a user may ask for, what the services say to each other, and the
 * topics they say it on.
 */
@NullMarked
package dev.convoy.protocol;

import org.jspecify.annotations.NullMarked;
