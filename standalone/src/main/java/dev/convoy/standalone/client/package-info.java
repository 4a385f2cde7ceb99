/** Talks to any gateway over REST and server-sent events. */
@NullMarked
package dev.convoy.standalone.client;

import org.jspecify.annotations.NullMarked;
