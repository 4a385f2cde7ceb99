package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Agreement: a trial stops at an epoch only if each of several rules would stop it at that very
 * epoch; the reason names all of theirs. What one of them would have said at an earlier epoch does
 * not count. Ties, scores that are not finite and first reporters are as each treats them, so one
 * that is still silent, for want of others to compare with, keeps every trial alive. The rules have
 * no default.
 *
 * @param rules at least one
 */
public record AllOfRule(List<StoppingRule> rules) implements StoppingRule {

  public AllOfRule {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("all-of: at least 1 rule is needed");
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    List<Reason> verdicts =
        rules.stream()
            .map(rule -> rule.verdict(history, trial, epoch))
            .takeWhile(Optional::isPresent)
            .flatMap(Optional::stream)
            .toList();
    return verdicts.size() == rules.size()
        ? Optional.of(new Reason("all-of", together(verdicts)))
        : Optional.empty();
  }

  private static String together(List<Reason> verdicts) {
    return verdicts.stream()
        .map(reason -> reason.code() + ": " + reason.detail())
        .collect(Collectors.joining("; "));
  }
}
