package dev.convoy.cnn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Opens datasets by name. */
public final class Datasets {

  private static final List<String> NAMES =
      List.of(
          GeneratedImages.NAME,
          "mnist",
          "fashion-mnist",
          "cifar10",
          "cifar100",
          FolderDataset.NAME);

  private Datasets() {}

  /** All names that {@link #open} knows. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Opens a dataset, found as the environment says.
   *
   * @throws DataException naming the file, what is wrong with it and what to do
   */
  public static Splits open(DatasetSpec spec) {
    return open(spec, DataHome.fromEnvironment());
  }

  /**
   * Opens a dataset and cuts its training images, stratified and by seed, into training and
   * validation.
   *
   * @throws DataException naming the file, what is wrong with it and what to do
   */
  public static Splits open(DatasetSpec spec, DataHome home) {
    return dataset(spec, home).cut(spec);
  }

  private static Dataset dataset(DatasetSpec spec, DataHome home) {
    return switch (spec.name()) {
      case GeneratedImages.NAME -> GeneratedImages.open(spec.size());
      case "mnist" -> idx(IdxDataset.MNIST, spec, home);
      case "fashion-mnist" -> idx(IdxDataset.FASHION_MNIST, spec, home);
      case "cifar10" -> cifar(CifarDataset.CIFAR10, spec, home);
      case "cifar100" -> cifar(CifarDataset.CIFAR100, spec, home);
      case FolderDataset.NAME -> folder(spec);
      default ->
          throw new DataException(
              "There is no dataset '%s': choose one of %s"
                  .formatted(spec.name(), String.join(", ", NAMES)));
    };
  }

  private static Dataset idx(IdxDataset kind, DatasetSpec spec, DataHome home) {
    return kind.open(find(spec, home, IdxDataset::isIn), home.cache());
  }

  private static Dataset cifar(CifarDataset kind, DatasetSpec spec, DataHome home) {
    return kind.open(find(spec, home, kind::isIn));
  }

  private static Dataset folder(DatasetSpec spec) {
    Path root =
        spec.folder()
            .orElseThrow(
                () -> new DataException("dataset folder: say with dataset.path where it is"));
    return new FolderDataset(root).open(spec.size().shape());
  }

  /** Where a dataset's files are; one known by name alone is downloaded if it is nowhere. */
  private static Path find(DatasetSpec spec, DataHome home, Predicate<Path> holdsIt) {
    Optional<Path> found = home.find(spec, holdsIt);
    if (found.isEmpty() && spec.folder().isEmpty() && home.data().isEmpty()) {
      Published.fetch(spec.name(), home);
      found = home.find(spec, holdsIt);
    }
    return found.orElseThrow(() -> missing(spec, home));
  }

  private static DataException missing(DatasetSpec spec, DataHome home) {
    return new DataException(
        spec.folder().or(home::data).orElseGet(() -> home.downloads(spec.name())),
        "has no files of dataset %s: name its folder with CONVOY_DATA or dataset.path"
            .formatted(spec.name()));
  }
}
