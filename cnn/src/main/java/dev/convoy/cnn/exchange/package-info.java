/** Weights and results to and from PyTorch, as safetensors. */
@NullMarked
package dev.convoy.cnn.exchange;

import org.jspecify.annotations.NullMarked;
