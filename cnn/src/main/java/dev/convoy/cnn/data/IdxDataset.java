package dev.convoy.cnn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MNIST (LeCun et al. 1998) and all that share its four files, packed or not: images and labels,
 * for training and for testing.
 *
 * @param classNames the name of each label
 */
record IdxDataset(List<String> classNames) {

  static final IdxDataset MNIST =
      new IdxDataset(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  static final IdxDataset FASHION_MNIST =
      new IdxDataset(
          List.of(
              "T-shirt/top",
              "trouser",
              "pullover",
              "dress",
              "coat",
              "sandal",
              "shirt",
              "sneaker",
              "bag",
              "ankle boot"));

  private static final String TRAINING = "train";
  private static final String TEST = "t10k";

  /** Whether a folder has the dataset's files. */
  static boolean isIn(Path folder) {
    return find(folder, TRAINING, "images-idx3-ubyte").isPresent();
  }

  /**
   * Opens the four files of a folder.
   *
   * @throws DataException if one is missing, damaged or does not fit the others
   */
  Dataset open(Path folder, Path cache) {
    return new Dataset(open(folder, TRAINING, cache), open(folder, TEST, cache), classNames);
  }

  private ImageSource open(Path folder, String split, Path cache) {
    IdxFile images = IdxFile.open(require(folder, split, "images-idx3-ubyte"), 3, cache);
    IdxFile labels = IdxFile.open(require(folder, split, "labels-idx1-ubyte"), 1, cache);
    if (labels.count() != images.count()) {
      throw new DataException(
          labels.path(),
          "%d labels for the %d images of %s"
              .formatted(labels.count(), images.count(), images.path()));
    }
    List<Integer> extents = images.header().extents();
    ImageShape shape = new ImageShape(1, extents.get(1), extents.get(2));
    ByteImages source =
        new ByteImages(
            images.count(),
            shape,
            classNames.size(),
            new ByteImages.Pixels(
                images.memory(),
                images.header().headerBytes(),
                shape.values(),
                ByteImages.Order.ROWS_COLUMNS_CHANNELS),
            new ByteImages.Labels(labels.memory(), labels.header().headerBytes(), 1));
    source.requireKnownLabels(labels.path());
    return source;
  }

  private static Path require(Path folder, String split, String kind) {
    return find(folder, split, kind)
        .orElseThrow(
            () -> new DataException(folder, "has no " + split + "-" + kind + ", nor its .gz"));
  }

  private static Optional<Path> find(Path folder, String split, String kind) {
    String name = split + "-" + kind;
    return Stream.of(name, name + ".gz").map(folder::resolve).filter(Files::exists).findFirst();
  }
}
