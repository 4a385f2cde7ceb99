/**
 * The house rules that a machine can check, for every module's tests: where the sources stand, how
 * they are formatted, how large a file may grow and which packages may know which. Nothing here is
 * shipped.
 */
package dev.convoy.conventions;
