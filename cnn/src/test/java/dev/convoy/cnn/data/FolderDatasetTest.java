package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.Floats;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D4 and D6 for folders of images. */
class FolderDatasetTest {

  private static final Color ORANGE = new Color(250, 150, 50);
  private static final Color BLUE = new Color(10, 20, 200);

  @TempDir private Path folder;

  @BeforeEach
  void writeTwoClasses() throws IOException {
    for (int i = 0; i < 10; i++) {
      write(folder.resolve("train/orange/" + i + ".png"), image(12, 8, ORANGE));
      write(folder.resolve("train/blue/" + i + ".jpg"), image(12, 8, BLUE));
    }
    write(folder.resolve("test/orange/a.PNG"), image(12, 8, ORANGE));
    write(folder.resolve("test/blue/a.jpeg"), image(12, 8, BLUE));
  }

  @Test
  void numbersClassesByNameAndTakesTheImagesOwnSize() {
    Splits splits = open(Optional.empty());

    assertThat(splits.classNames()).containsExactly("blue", "orange");
    assertThat(splits.shape()).isEqualTo(new ImageShape(3, 8, 12));
    assertThat(splits.training().size()).isEqualTo(18);
    assertThat(splits.validation().size()).isEqualTo(2);
    assertThat(splits.test().label(1)).isEqualTo(1);
    float[] pixels = read(splits.test(), 1);
    assertThat(Arrays.copyOf(pixels, 3)).containsExactly(250, 150, 50);
  }

  @Test
  void cutsATestSplitThatNoSeedChangesWhereNoneWasSetAside() {
    Path flat = folder.resolve("train");
    Splits one = open(DatasetSpec.named("folder").withFolder(flat).withSeed(1));
    Splits other = open(DatasetSpec.named("folder").withFolder(flat).withSeed(2));

    assertThat(one.test().size()).isEqualTo(2);
    assertThat(one.training().size() + one.validation().size()).isEqualTo(18);
    assertThat(read(one.test(), 0)).isEqualTo(read(other.test(), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3x4x4", "3x8x8", "3x20x30", "3x2x1", "1x8x12"})
  void bringsImagesToTheShapeAskedFor(String text) {
    ImageShape shape = ImageShape.parse(text);

    float[] pixels = read(open(Optional.of(shape)).test(), 1);

    float[] expected = shape.channels() == 3 ? new float[] {250, 150, 50} : new float[] {168.5f};
    for (int i = 0; i < shape.values(); i++) {
      assertThat(pixels[i]).isCloseTo(expected[i % expected.length], within(1f));
    }
  }

  @Test
  void keepsGreyTonesAsTheyAre() throws IOException {
    BufferedImage grey = new BufferedImage(12, 8, BufferedImage.TYPE_BYTE_GRAY);
    Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 100);
    write(folder.resolve("test/blue/b.png"), grey);

    float[] pixels = read(open(Optional.empty()).test(), 1);

    assertThat(Arrays.copyOf(pixels, 3)).containsExactly(100, 100, 100);
  }

  @Test
  void refusesAFolderWithoutClasses() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> open(DatasetSpec.named("folder").withFolder(empty)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(empty.toString())
        .hasMessageContaining("one for each class");
  }

  @Test
  void refusesAClassWithoutImages() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("train/green"));

    assertRefused(empty, "no .png");
  }

  @Test
  void refusesTextNamedPng() throws IOException {
    Path file = Files.writeString(folder.resolve("train/blue/note.png"), "no image at all");

    assertRefused(file, "neither PNG nor JPEG");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path file = Files.write(folder.resolve("train/blue/none.png"), new byte[0]);

    assertRefused(file, "neither PNG nor JPEG");
  }

  @Test
  void refusesAHugeImageByItsHeaderAlone() throws IOException {
    Path file = Files.write(folder.resolve("train/blue/huge.png"), pngHeader(40_000, 40_000));

    assertRefused(file, "40000 x 40000 pixels");
  }

  @Test
  void refusesImagesOfAnotherSizeUnlessToldWhatToScaleThemTo() throws IOException {
    Path file = folder.resolve("train/orange/z.png");
    write(file, image(13, 8, ORANGE));

    assertRefused(file, "dataset.size.image");
    assertThat(open(Optional.of(new ImageShape(3, 8, 8))).classes()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void refusesAnImageCutOff(String format) throws IOException {
    Path file = folder.resolve("test/blue/cut." + format);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    ImageIO.write(noise(64, 64), format, whole);
    byte[] bytes = whole.toByteArray();

    for (int percent = 0; percent < 100; percent += 5) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length * percent / 100));

      assertThatThrownBy(() -> read(open(Optional.of(new ImageShape(3, 8, 8))).test(), 1))
          .as("cut to %d %%", percent)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  @DisplayName("F5, K3: what cuts its own window sees the whole of an oblong image")
  void windowsReachTheEndsOfAnOblongImage() throws IOException {
    for (String name : IntStream.range(0, 20).mapToObj(i -> i + ".png").toList()) {
      write(folder.resolve("oblong/train/all").resolve(name), threeParts());
    }
    write(folder.resolve("oblong/test/all/e.png"), threeParts());
    Splits splits =
        open(
            DatasetSpec.named("folder")
                .withFolder(folder.resolve("oblong"))
                .withSize(
                    new DatasetSpec.Size(
                        Optional.of(new ImageShape(3, 16, 16)),
                        Optional.empty(),
                        Optional.empty())));
    PreprocessingStatistics none = splits.statistics(Preprocessing.NONE);
    Pipeline jitter = new Pipeline(List.of(new ScaleJitter(8, 8, 16)), none);

    Set<String> jittered = new TreeSet<>();
    ImageLoader loader = ImageLoader.augmenting(splits.training(), jitter);
    for (int key = 0; key < 100; key++) {
      jittered.add(colour(loader, key, jitter));
    }
    Pipeline plain = new Pipeline(List.of(), none);
    List<String> viewed =
        Views.parse(List.of("crops(5)", "scales(16)")).all().stream()
            .map(view -> colour(ImageLoader.viewing(splits.test(), plain, view), 0, plain))
            .toList();

    assertThat(jittered).contains("red", "green", "blue");
    assertThat(viewed).containsExactlyInAnyOrder("red", "red", "green", "blue", "blue");
    assertThat(colour(ImageLoader.viewing(splits.test(), plain, View.PLAIN), 0, plain))
        .isEqualTo("green");
  }

  /** What most of the middle of a loaded image is. */
  private static String colour(ImageLoader loader, int key, Pipeline pipeline) {
    ImageShape shape = pipeline.outputShape();
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = Batch.allocate(1, shape, arena);
      loader.load(0, key, batch, 0);
      float[] pixels = Floats.array(batch.images());
      int middle = 3 * (shape.height() / 2 * shape.width() + shape.width() / 2);
      int most = 0;
      for (int c = 1; c < 3; c++) {
        most = pixels[middle + c] > pixels[middle + most] ? c : most;
      }
      return List.of("red", "green", "blue").get(most);
    }
  }

  /** Three squares beside each other. */
  private static BufferedImage threeParts() {
    BufferedImage image = image(60, 20, Color.GREEN);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 20, 20);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(40, 0, 20, 20);
    graphics.dispose();
    return image;
  }

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> open(Optional.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private Splits open(Optional<ImageShape> shape) {
    return open(
        DatasetSpec.named("folder")
            .withFolder(folder)
            .withSize(new DatasetSpec.Size(shape, Optional.empty(), Optional.empty())));
  }

  private Splits open(DatasetSpec spec) {
    return Datasets.open(spec, new DataHome(Optional.empty(), folder.resolve("cache")));
  }

  private static float[] read(ImageSource source, int index) {
    float[] pixels = new float[source.shape().values()];
    source.read(index, pixels);
    return pixels;
  }

  private static BufferedImage image(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  private static BufferedImage noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 2_654_435 & 0xffffff);
    }
    return image;
  }

  private static void write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.toString();
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, file.toFile())).as("writer for %s", format).isTrue();
  }

  /** The signature and first chunk of a PNG, and nothing after them. */
  private static byte[] pngHeader(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(chunk.array());
    ByteBuffer file = ByteBuffer.allocate(8 + 4 + 17 + 4);
    file.putLong(0x89504E470D0A1A0AL).putInt(13).put(chunk.array());
    return file.putInt((int) checksum.getValue()).array();
  }
}
