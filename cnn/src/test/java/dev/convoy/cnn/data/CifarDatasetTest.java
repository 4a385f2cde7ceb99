package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** D4 and D6 for CIFAR. */
class CifarDatasetTest {

  private static final int PIXELS = 3 * 32 * 32;

  @TempDir private Path folder;

  @Test
  void readsCifar10AcrossItsFiles() throws IOException {
    writeCifar10();

    Splits splits = open("cifar10");

    assertThat(splits.shape()).isEqualTo(new ImageShape(3, 32, 32));
    assertThat(splits.training().size() + splits.validation().size()).isEqualTo(5 * 20);
    assertThat(splits.classNames()).hasSize(10).startsWith("class0");
    assertThat(splits.test().label(13)).isEqualTo(3);
    float[] pixels = new float[PIXELS];
    splits.test().read(13, pixels);
    assertThat(Arrays.copyOf(pixels, 6)).as("red, green, blue").containsExactly(1, 2, 3, 1, 2, 3);
  }

  @Test
  void readsTheFineLabelsOfCifar100() throws IOException {
    Files.write(folder.resolve("train.bin"), records(200, 2));
    Files.write(folder.resolve("test.bin"), records(20, 2));
    writeNames("fine_label_names.txt", 100);

    Splits splits = open("cifar100");

    assertThat(splits.classes()).isEqualTo(100);
    assertThat(splits.test().label(13)).isEqualTo(3);
  }

  @Test
  void refusesAFileCutOff() throws IOException {
    writeCifar10();
    Path file = folder.resolve("data_batch_3.bin");
    Files.write(file, Arrays.copyOf(records(20, 1), 5000));

    assertRefused(file, "cut off");

    Files.write(file, new byte[0]);
    assertRefused(file, "holds 0 bytes");
  }

  @Test
  void refusesALabelThatNoClassHas() throws IOException {
    writeCifar10();
    Path file = folder.resolve("test_batch.bin");
    byte[] records = records(20, 1);
    records[2 * (1 + PIXELS)] = 10;
    Files.write(file, records);

    assertRefused(file, "label 10 of image 2");
  }

  @Test
  void refusesToGoWithoutOneOfTheFiles() throws IOException {
    writeCifar10();
    Path file = folder.resolve("data_batch_5.bin");
    Files.delete(file);

    assertRefused(file, "no such file");
  }

  private void writeCifar10() throws IOException {
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("data_batch_" + i + ".bin"), records(20, 1));
    }
    Files.write(folder.resolve("test_batch.bin"), records(20, 1));
    writeNames("batches.meta.txt", 10);
  }

  private void writeNames(String file, int count) throws IOException {
    String names =
        IntStream.range(0, count).mapToObj(i -> "class" + i).collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve(file), names + "\n\n");
  }

  /** Image i is of class i modulo ten, all red 1, green 2 and blue 3. */
  private static byte[] records(int count, int labelBytes) {
    byte[] records = new byte[count * (labelBytes + PIXELS)];
    for (int i = 0; i < count; i++) {
      int at = i * (labelBytes + PIXELS) + labelBytes;
      records[at - 1] = (byte) (i % 10);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        records[at + pixel] = (byte) (1 + pixel / (32 * 32));
      }
    }
    return records;
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> open("cifar10"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private Splits open(String name) {
    DatasetSpec spec = DatasetSpec.named(name).withFolder(folder);
    return Datasets.open(spec, new DataHome(Optional.empty(), folder));
  }
}
