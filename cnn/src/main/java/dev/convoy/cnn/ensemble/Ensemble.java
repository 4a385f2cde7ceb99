package dev.convoy.cnn.ensemble;

import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Views;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.train.Predictor;
import java.nio.file.Path;
import java.util.List;

/**
 * An ensemble of snapshots and how well it does (K1): the members' probabilities are averaged, the
 * most probable class is the answer.
 *
 * @param memberAccuracies in the members' order, in [0, 1]
 * @param accuracy of the ensemble, in [0, 1]
 */
public record Ensemble(List<Double> memberAccuracies, double accuracy) {

  /** Copies the list. */
  public Ensemble {
    memberAccuracies = List.copyOf(memberAccuracies);
  }

  /**
   * Scores members on a split, one after another.
   *
   * @param snapshots safetensors files of training runs
   * @throws dev.convoy.cnn.CnnException if a snapshot is missing or damaged
   */
  public static Ensemble score(List<Path> snapshots, ImageSource images, Device device) {
    return score(snapshots, images, Views.PLAIN, device);
  }

  /**
   * Scores members on a split, one after another.
   *
   * @param snapshots safetensors files of training runs
   * @param views of each image, whose answers are averaged first
   * @throws dev.convoy.cnn.CnnException if a snapshot is missing or damaged
   */
  public static Ensemble score(
      List<Path> snapshots, ImageSource images, Views views, Device device) {
    List<Probabilities> answers =
        snapshots.stream().map(snapshot -> answers(snapshot, images, views, device)).toList();
    List<Double> accuracies = answers.stream().map(answer -> answer.accuracy(images)).toList();
    return new Ensemble(accuracies, Probabilities.average(answers).accuracy(images));
  }

  private static Probabilities answers(
      Path snapshot, ImageSource images, Views views, Device device) {
    try (Predictor predictor = Predictor.load(snapshot, device)) {
      return new Probabilities(predictor.probabilities(images, views));
    }
  }

  /** The best member's accuracy. */
  public double bestMemberAccuracy() {
    return memberAccuracies.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** What the ensemble has over its best member. */
  public double gain() {
    return accuracy - bestMemberAccuracy();
  }
}
