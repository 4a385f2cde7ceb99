package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.convoy.conventions.Sources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D4 and D6 for the MNIST family. */
class IdxDatasetTest {

  private static final int COUNT = 40;

  @TempDir private Path folder;
  @TempDir private Path cache;

  @BeforeEach
  void writeSmallDataset() throws IOException {
    for (String split : new String[] {"train", "t10k"}) {
      Files.write(folder.resolve(split + "-images-idx3-ubyte.gz"), gzip(images(COUNT)));
      Files.write(folder.resolve(split + "-labels-idx1-ubyte"), labels(COUNT));
    }
  }

  @Test
  void readsPackedAndPlainFiles() {
    Splits splits = open();

    assertThat(splits.shape()).isEqualTo(new ImageShape(1, 3, 2));
    assertThat(splits.test().size()).isEqualTo(COUNT);
    float[] pixels = new float[6];
    splits.test().read(39, pixels);
    assertThat(pixels).containsExactly(234, 235, 236, 237, 238, 239);
    assertThat(splits.test().label(39)).isEqualTo(9);
  }

  @Test
  void unpacksOnceAndLeavesTheDataFolderAlone() throws IOException {
    open();
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(4);
    }
    Path unpacked = unpackedFile("train-images-idx3-ubyte");
    var written = Files.getLastModifiedTime(unpacked);

    open();

    assertThat(Files.getLastModifiedTime(unpacked)).isEqualTo(written);
  }

  @Test
  void refusesAPackedFileCutOffAnywhere() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertRefused(file, "");
    }
  }

  @Test
  void refusesAPlainFileCutOff() throws IOException {
    Path file = folder.resolve("train-labels-idx1-ubyte");
    Files.write(file, Arrays.copyOf(labels(COUNT), COUNT));
    assertRefused(file, "cut off");

    Files.write(file, new byte[] {0, 0, 8});
    assertRefused(file, "ends within its header");
  }

  @Test
  void refusesAnotherMagicNumber() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(file, gzip(labels(COUNT)));
    assertRefused(file, "0x00000801");

    Files.writeString(file, "no gzip at all, just text");
    assertRefused(file, "gzip");
  }

  @Test
  void refusesAHeaderThatClaimsMoreThanTheFileCanHold() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    ByteBuffer header = ByteBuffer.allocate(16);
    header.putInt(0x803).putInt(40_000).putInt(40_000).putInt(40_000);
    Files.write(file, gzip(header.array()));

    assertRefused(file, "claims");
  }

  @Test
  void refusesAnEmptySplit() throws IOException {
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(file, gzip(images(0)));

    assertRefused(file, "extent of 0");
  }

  @Test
  void refusesLabelsThatDoNotFit() throws IOException {
    Path file = folder.resolve("t10k-labels-idx1-ubyte");
    Files.write(file, labels(COUNT - 1));
    assertRefused(file, "39 labels for the 40 images");

    byte[] labels = labels(COUNT);
    labels[8 + 5] = 10;
    Files.write(file, labels);
    assertRefused(file, "label 10 of image 5");
  }

  @Test
  void saysWhereItLookedForWhatIsMissing() throws IOException {
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
    assertRefused(folder, "t10k-labels-idx1-ubyte");

    Files.delete(folder.resolve("train-images-idx3-ubyte.gz"));
    assertRefused(folder, "CONVOY_DATA");
  }

  @Test
  void findsDatasetsInTheFolderOfTheEnvironment() {
    DataHome home = new DataHome(Optional.of(folder), cache);

    assertThat(Datasets.open(DatasetSpec.named("mnist"), home).test().size()).isEqualTo(COUNT);
  }

  @Test
  void readsRealMnistWhereItIsAtHand() {
    Path mnist = Sources.around(Path.of("")).root().resolve("../shared/data/mnist");
    assumeTrue(IdxDataset.isIn(mnist), "no MNIST in ../shared/data/mnist");

    Splits splits =
        Datasets.open(
            DatasetSpec.named("mnist").withFolder(mnist), new DataHome(Optional.empty(), cache));

    assertThat(splits.training().size() + splits.validation().size()).isEqualTo(60_000);
    assertThat(splits.test().size()).isEqualTo(10_000);
    assertThat(splits.test().label(0)).isEqualTo(7);
    PreprocessingStatistics statistics = splits.statistics(Preprocessing.CHANNEL_MEAN_STD);
    assertThat(statistics.mean()[0]).isBetween(0.130f, 0.131f);
    assertThat(statistics.std()[0]).isBetween(0.307f, 0.309f);
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(this::open)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private Splits open() {
    DatasetSpec spec = DatasetSpec.named("mnist").withFolder(folder);
    return Datasets.open(spec, new DataHome(Optional.empty(), cache));
  }

  private Path unpackedFile(String name) throws IOException {
    try (var files = Files.walk(cache)) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }

  private static byte[] images(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 6 * count);
    bytes.putInt(0x803).putInt(count).putInt(3).putInt(2);
    for (int i = 0; i < 6 * count; i++) {
      bytes.put((byte) i);
    }
    return bytes.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count);
    bytes.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) (i % 10));
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }
}
