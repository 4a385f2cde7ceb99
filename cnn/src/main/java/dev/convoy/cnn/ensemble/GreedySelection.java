package dev.convoy.cnn.ensemble;

import dev.convoy.cnn.data.ImageSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forward selection of an ensemble's members (Caruana et al., "Ensemble Selection from Libraries of
 * Models", ICML 2004; K2), without repetition: beginning with none, the candidate is added whose
 * vote makes the averaged probabilities best, until that is no better than before or there are
 * enough. Better is a higher accuracy, of equal ones a lower cross-entropy, of equals the candidate
 * that comes first. An answer that is NaN is wrong and its cross-entropy the worst there is, so a
 * candidate that gives some joins nobody. It has to be done on the validation split; the test split
 * is for the score of what was chosen.
 */
public final class GreedySelection {
  private static final Comparator<Vote> BETTER =
      Comparator.comparingDouble(Vote::accuracy)
          .thenComparing(Comparator.comparingDouble(Vote::crossEntropy).reversed());

  /** How well members vote together. */
  private record Vote(List<Integer> members, double accuracy, double crossEntropy) {}

  private GreedySelection() {}

  /**
   * Chooses.
   *
   * @param candidates their answers for the same images
   * @param most how many may be chosen, at least 1
   * @return indices of the chosen, at least one, in the order in which they were chosen
   */
  public static List<Integer> choose(List<Probabilities> candidates, ImageSource images, int most) {
    Vote best = bestWithOneMore(List.of(), candidates, images).orElseThrow();
    while (best.members().size() < most) {
      Optional<Vote> next = bestWithOneMore(best.members(), candidates, images);
      if (next.isEmpty() || BETTER.compare(next.get(), best) <= 0) {
        break;
      }
      best = next.get();
    }
    return best.members();
  }

  private static Optional<Vote> bestWithOneMore(
      List<Integer> members, List<Probabilities> candidates, ImageSource images) {
    return IntStream.range(0, candidates.size())
        .filter(candidate -> !members.contains(candidate))
        .mapToObj(candidate -> Stream.concat(members.stream(), Stream.of(candidate)).toList())
        .map(chosen -> vote(chosen, candidates, images))
        .reduce((one, other) -> BETTER.compare(other, one) > 0 ? other : one);
  }

  private static Vote vote(
      List<Integer> members, List<Probabilities> candidates, ImageSource images) {
    List<Probabilities> answers = new ArrayList<>();
    members.forEach(member -> answers.add(candidates.get(member)));
    Probabilities together = Probabilities.average(answers);
    return new Vote(members, together.accuracy(images), together.crossEntropy(images));
  }
}
