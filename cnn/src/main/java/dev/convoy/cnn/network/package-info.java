/**
 * Networks as trees of modules that read like torchvision's files, and their compiler. A model is
 * traced into nodes, norms take the addition and activation after them, each node gives its forward
 * and backward operations, all tensors are laid out in one arena by how long they live, and the
 * kernels make the operations ready: a flat list, run step after step, that allocates nothing.
 */
@NullMarked
package dev.convoy.cnn.network;

import org.jspecify.annotations.NullMarked;
