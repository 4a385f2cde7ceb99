package dev.convoy.cnn.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder that has a folder of PNG and JPEG files for each class, or has such folders below {@code
 * train} and, where images were set aside, below {@code test} or {@code val}. Where none were, a
 * tenth of each class is the test split, always the same one. Classes are numbered by name.
 */
record FolderDataset(Path root) {

  static final String NAME = "folder";

  private static final double TEST_SHARE = 0.1;
  private static final long TEST_SEED = 1;

  /**
   * Opens the folder, reading every image's header.
   *
   * @param wanted what images are scaled and cropped to; absent if all are of one size
   * @throws DataException naming the file that is no image, too large, or of another size
   */
  Dataset open(Optional<ImageShape> wanted) {
    wanted.ifPresent(FolderDataset::requireColourOrGrey);
    Path training = child("train").orElse(root);
    List<String> classes =
        list(training, Files::isDirectory).stream().map(FolderDataset::name).toList();
    if (classes.isEmpty()) {
      throw new DataException(training, "has no folders: it needs one for each class");
    }
    List<FolderImages.Entry> entries = entries(training, classes);
    ImageShape shape = shape(entries, wanted);
    FolderImages learning = new FolderImages(entries, shape, classes.size());
    Optional<Path> test = child("test").or(() -> child("val"));
    if (test.isPresent()) {
      List<FolderImages.Entry> setAside = entries(test.get(), classes);
      shape(setAside, Optional.of(shape));
      return new Dataset(learning, new FolderImages(setAside, shape, classes.size()), classes);
    }
    StratifiedSplit cut = StratifiedSplit.of(learning, TEST_SHARE, TEST_SEED);
    return new Dataset(cut.rest(), cut.heldOut(), classes);
  }

  private static void requireColourOrGrey(ImageShape shape) {
    if (shape.channels() != 1 && shape.channels() != Tone.COLOURS) {
      throw new DataException(
          "images of a folder have 1 or 3 channels, not the " + shape.channels() + " of " + shape);
    }
  }

  private Optional<Path> child(String name) {
    return Optional.of(root.resolve(name)).filter(Files::isDirectory);
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  /** Reads all headers, so that what can't be decoded is found before training begins. */
  private List<FolderImages.Entry> entries(Path split, List<String> classes) {
    List<FolderImages.Entry> entries = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      Path folder = split.resolve(classes.get(label));
      List<Path> files = list(folder, ImageFile::isNamedLikeOne);
      if (files.isEmpty()) {
        throw new DataException(folder, "has no .png, .jpg or .jpeg files");
      }
      for (Path file : files) {
        ImageFile image = new ImageFile(file);
        entries.add(new FolderImages.Entry(image, image.extent(), label));
      }
    }
    return entries;
  }

  private static ImageShape shape(List<FolderImages.Entry> entries, Optional<ImageShape> wanted) {
    ImageFile.Extent first = entries.getFirst().extent();
    for (FolderImages.Entry entry : entries) {
      ImageFile.Extent extent = entry.extent();
      if (wanted.isEmpty() && !extent.equals(first)) {
        throw new DataException(
            entry.file().path(),
            "is %s pixels, others %s: say with dataset.size.image what to scale them to"
                .formatted(extent, first));
      }
    }
    return wanted.orElseGet(() -> new ImageShape(Tone.COLOURS, first.height(), first.width()));
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new DataException(folder, "can't be listed: " + e, e);
    }
  }
}
