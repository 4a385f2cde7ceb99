package dev.convoy.cnn.data;

import java.util.List;

/** Opens datasets by name. */
public final class Datasets {

  private static final List<String> NAMES = List.of(GeneratedImages.NAME);

  private Datasets() {}

  /** All names that {@link #open} knows. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Opens a dataset and cuts its training images, stratified and by seed, into training and
   * validation.
   *
   * @throws DataException naming the file, what is wrong with it and what to do
   */
  public static Splits open(DatasetSpec spec) {
    return switch (spec.name()) {
      case GeneratedImages.NAME -> GeneratedImages.open(spec.size()).split(spec);
      default ->
          throw new DataException(
              "There is no dataset '%s': choose one of %s"
                  .formatted(spec.name(), String.join(", ", NAMES)));
    };
  }
}
