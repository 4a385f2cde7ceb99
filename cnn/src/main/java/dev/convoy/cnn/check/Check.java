package dev.convoy.cnn.check;

import java.util.List;

/** What a check came to; the evidence is each one's own. */
public sealed interface Check permits InitialLoss, TinySample, RateRange {

  /** Whether it is worth going on. */
  Verdict verdict();

  /** What to do, the likeliest first; empty if all is well. */
  List<String> advice();

  /** Whether it is worth going on. */
  enum Verdict {
    PASSED,
    FAILED
  }

  /** Passed if there is nothing to advise. */
  static Verdict by(List<String> advice) {
    return advice.isEmpty() ? Verdict.PASSED : Verdict.FAILED;
  }
}
