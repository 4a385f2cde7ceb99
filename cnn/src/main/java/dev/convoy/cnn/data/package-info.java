/**
 * Where images come from and how they reach the network: datasets by name or folder, stratified
 * splits, preprocessing with statistics of the training split, augmentation, and batches that are
 * prefetched beside training. Pixels are streamed from mapped files or off-heap memory. What a
 * batch holds is a function of (seed, epoch, index), however many threads fill it.
 */
@NullMarked
package dev.convoy.cnn.data;

import org.jspecify.annotations.NullMarked;
