package dev.convoy.cnn.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset cut in three. Nothing but the final report touches the test split. Thread-safe; the
 * statistics of the training split are taken once, when first asked for.
 */
public final class Splits {

  private final ImageSource training;
  private final ImageSource validation;
  private final ImageSource test;
  private final List<String> classNames;
  private @Nullable PixelMoments trainingMoments;

  /**
   * Joins three splits of one dataset.
   *
   * @throws IllegalArgumentException if they differ in shape or classes
   */
  public Splits(
      ImageSource training, ImageSource validation, ImageSource test, List<String> classNames) {
    this.training = training;
    this.validation = validation;
    this.test = test;
    this.classNames = List.copyOf(classNames);
    requireSameKind(validation);
    requireSameKind(test);
    if (classNames.size() != training.classes()) {
      throw new IllegalArgumentException(
          classNames.size() + " class names for " + training.classes() + " classes");
    }
  }

  public ImageSource training() {
    return training;
  }

  public ImageSource validation() {
    return validation;
  }

  public ImageSource test() {
    return test;
  }

  /** The name of each class, by label. */
  public List<String> classNames() {
    return classNames;
  }

  public ImageShape shape() {
    return training.shape();
  }

  public int classes() {
    return training.classes();
  }

  /** What a kind of preprocessing needs to know, taken from the training split alone. */
  public PreprocessingStatistics statistics(Preprocessing preprocessing) {
    return PreprocessingStatistics.of(preprocessing, shape(), this::trainingMoments);
  }

  private synchronized PixelMoments trainingMoments() {
    if (trainingMoments == null) {
      trainingMoments = PixelMoments.of(training);
    }
    return trainingMoments;
  }

  private void requireSameKind(ImageSource other) {
    if (!other.shape().equals(training.shape()) || other.classes() != training.classes()) {
      throw new IllegalArgumentException(
          "Splits differ: training has %s images of %d classes, another split %s of %d"
              .formatted(training.shape(), training.classes(), other.shape(), other.classes()));
    }
  }
}
