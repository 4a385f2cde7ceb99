package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;

/**
 * Alternatives: a trial stops at an epoch if one of several rules would stop it there, for the
 * reason of the first that would. So does the list of an experiment's rules; without any, which is
 * the default there, no trial is ever stopped. Ties, scores that are not finite and first reporters
 * are as each rule treats them.
 */
public record AnyOfRule(List<StoppingRule> rules) implements StoppingRule {

  public AnyOfRule {
    rules = List.copyOf(rules);
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    return rules.stream().flatMap(rule -> rule.verdict(history, trial, epoch).stream()).findFirst();
  }
}
