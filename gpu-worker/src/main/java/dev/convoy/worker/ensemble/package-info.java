/** Ensembles: trained members vote on the test split by averaged probabilities. */
@NullMarked
package dev.convoy.worker.ensemble;

import org.jspecify.annotations.NullMarked;
