/** Shows experiments in a terminal: live panels where it can redraw, plain lines where it can't. */
@NullMarked
package dev.convoy.standalone.terminal;

import org.jspecify.annotations.NullMarked;
