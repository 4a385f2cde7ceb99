/**
 * Models, each in a file that reads like its paper's table, with torchvision's names for layers and
 * parameters. {@link dev.convoy.cnn.zoo.Architectures} finds them by name.
 */
@NullMarked
package dev.convoy.cnn.zoo;

import org.jspecify.annotations.NullMarked;
