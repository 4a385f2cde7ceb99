package dev.convoy.cnn.data;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * CIFAR-10 and CIFAR-100 in their binary form (Krizhevsky 2009): records of one or two label bytes,
 * the last of which is the class, and then the pixels of a 3 x 32 x 32 image.
 */
enum CifarDataset {
  CIFAR10(
      10,
      1,
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin"),
      "test_batch.bin",
      "batches.meta.txt"),
  CIFAR100(100, 2, List.of("train.bin"), "test.bin", "fine_label_names.txt");

  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);

  private final int classes;
  private final int labelBytes;
  private final List<String> training;
  private final String test;
  private final String names;

  CifarDataset(int classes, int labelBytes, List<String> training, String test, String names) {
    this.classes = classes;
    this.labelBytes = labelBytes;
    this.training = training;
    this.test = test;
    this.names = names;
  }

  /** Whether a folder has the dataset's files. */
  boolean isIn(Path folder) {
    return Files.exists(folder.resolve(training.getFirst()));
  }

  /**
   * Opens the files of a folder.
   *
   * @throws DataException if one is missing or damaged
   */
  Dataset open(Path folder) {
    List<ImageSource> parts = training.stream().map(file -> source(folder.resolve(file))).toList();
    return new Dataset(
        new Concatenation(parts), source(folder.resolve(test)), classNames(folder.resolve(names)));
  }

  private ImageSource source(Path file) {
    MemorySegment memory = Mapping.of(file);
    int record = labelBytes + SHAPE.values();
    if (memory.byteSize() == 0 || memory.byteSize() % record != 0) {
      throw new DataException(
          file,
          "holds %d bytes, no multiple of %d: it is cut off or no binary CIFAR file"
              .formatted(memory.byteSize(), record));
    }
    int count = Math.toIntExact(memory.byteSize() / record);
    ByteImages images =
        new ByteImages(
            count,
            SHAPE,
            classes,
            new ByteImages.Pixels(
                memory, labelBytes, record, ByteImages.Order.CHANNELS_ROWS_COLUMNS),
            new ByteImages.Labels(memory, labelBytes - 1, record));
    images.requireKnownLabels(file);
    return images;
  }

  private List<String> classNames(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      List<String> found = lines.filter(line -> !line.isBlank()).map(String::strip).toList();
      if (found.size() == classes) {
        return found;
      }
      throw new DataException(file, "has %d names for %d classes".formatted(found.size(), classes));
    } catch (IOException e) {
      throw new DataException(file, "can't be read: " + e, e);
    }
  }
}
