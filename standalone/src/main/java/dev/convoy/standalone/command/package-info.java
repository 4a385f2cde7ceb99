/** The {@code convoy} command and its subcommands, one a file. */
@NullMarked
package dev.convoy.standalone.command;

import org.jspecify.annotations.NullMarked;
