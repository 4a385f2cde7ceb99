package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;

/**
 * An experiment on its own: the fields of its summary, its complete document, the steps of its
 * recipe if it has one, its ensemble once ordered.
 */
public record ExperimentDetails(
    @JsonUnwrapped ExperimentSummary summary,
    ExperimentSpec spec,
    Optional<List<RecipeStep>> recipe,
    Optional<Ensemble> ensemble) {}
