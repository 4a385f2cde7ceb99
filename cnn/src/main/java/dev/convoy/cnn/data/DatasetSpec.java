package dev.convoy.cnn.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which dataset to open and how to cut it.
 *
 * @param name one of {@link Datasets#names()}
 * @param folder where its files are; otherwise the folder named by {@code CONVOY_DATA} is searched
 * @param validationShare the share of each class's training images that is held out, between 0 and
 *     1 exclusive
 * @param seed decides which images are held out
 * @param size how large images and splits are to be
 */
public record DatasetSpec(
    String name, Optional<Path> folder, double validationShare, long seed, Size size) {

  private static final double USUAL_VALIDATION_SHARE = 0.1;

  public DatasetSpec {
    if (!(validationShare > 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "dataset.validation must be between 0 and 1 exclusive, not " + validationShare);
    }
  }

  /**
   * How large images and splits are to be; what is absent is as the dataset has it.
   *
   * @param shape of the images a {@code generated} dataset draws or a {@code folder} is scaled to
   * @param training how many images to use for training and validation together
   * @param test how many images to use for the test split
   */
  public record Size(
      Optional<ImageShape> shape, Optional<Integer> training, Optional<Integer> test) {

    /** Everything as the dataset has it. */
    public static final Size USUAL = new Size(Optional.empty(), Optional.empty(), Optional.empty());

    public Size {
      if (training.orElse(1) < 1 || test.orElse(1) < 1) {
        throw new IllegalArgumentException(
            "dataset sizes must be at least 1, not %s and %s".formatted(training, test));
      }
    }
  }

  /** A dataset with a tenth held out for validation. */
  public static DatasetSpec named(String name) {
    return new DatasetSpec(name, Optional.empty(), USUAL_VALIDATION_SHARE, 0, Size.USUAL);
  }

  public DatasetSpec withFolder(Path path) {
    return new DatasetSpec(name, Optional.of(path), validationShare, seed, size);
  }

  public DatasetSpec withValidationShare(double share) {
    return new DatasetSpec(name, folder, share, seed, size);
  }

  public DatasetSpec withSeed(long value) {
    return new DatasetSpec(name, folder, validationShare, value, size);
  }

  public DatasetSpec withSize(Size value) {
    return new DatasetSpec(name, folder, validationShare, seed, value);
  }
}
