package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.ParameterReview;
import java.util.List;

/**
 * What an experiment's learning curves and hyperparameters say.
 *
 * @param findings about all trials together
 * @param parameters the most important first
 * @param trials those about which there is something to say
 */
public record Review(
    List<Finding> findings, List<ParameterReview> parameters, List<TrialFindings> trials) {

  /** What one trial's curves say. */
  public record TrialFindings(int trial, List<Finding> findings) {}
}
