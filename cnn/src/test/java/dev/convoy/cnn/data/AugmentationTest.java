package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F5 and F6. */
class AugmentationTest {

  private static final ImageShape SHAPE = new ImageShape(3, 6, 8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crop(padding=4)",
        "flip",
        "rotation(degrees=15.0)",
        "scaling(from=0.9,to=1.1)",
        "shear(degrees=10.0)",
        "brightness(amount=0.2)",
        "contrast(amount=0.2)",
        "saturation(amount=0.2)",
        "random-resized-crop(size=5,smallest=0.08)",
        "scale-jitter(size=4,from=6,to=9)",
        "cutout(size=4)"
      })
  void isReadAsItIsWrittenAndKeepsItsPromises(String text) {
    Augmentation augmentation = Augmentation.parse(text);

    assertThat(augmentation).hasToString(text);
    Set<FloatBuffer> outcomes = new HashSet<>();
    for (long key = 0; key < 50; key++) {
      ImageBuffer once = apply(augmentation, key);
      ImageBuffer again = apply(augmentation, key);
      assertThat(once.shape()).isEqualTo(augmentation.output(SHAPE));
      assertThat(values(once)).as("key %d", key).isEqualTo(values(again));
      for (float value : values(once)) {
        assertThat(value).as("key %d", key).isBetween(0f, 255f);
      }
      outcomes.add(FloatBuffer.wrap(values(once)));
    }
    assertThat(outcomes).as("different outcomes").hasSizeGreaterThan(1);
  }

  @Test
  void everyNameIsKnown() {
    for (String name : Augmentation.NAMES) {
      String arguments =
          switch (name) {
            case "flip" -> "";
            case "scaling", "random-resized-crop" -> "(1,1)";
            case "scale-jitter" -> "(1,1,1)";
            default -> "(1)";
          };

      assertThat(Augmentation.parse(name + arguments).toString()).startsWith(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotation(0)",
        "scaling(1,1)",
        "shear(0)",
        "brightness(0)",
        "contrast(0)",
        "saturation(0)",
        "crop(0)",
        "cutout(0)"
      })
  void changesNothingWhenItsRangeIsEmpty(String text) {
    ImageBuffer image = apply(Augmentation.parse(text), 1);

    float[] expected = values(ramp());
    for (int i = 0; i < expected.length; i++) {
      assertThat(values(image)[i]).as("value %d", i).isCloseTo(expected[i], within(1e-3f));
    }
  }

  @Test
  void takesArgumentsByPlaceAndUsualValues() {
    assertThat(Augmentation.parse(" crop( 4 ) ")).isEqualTo(new Crop(4));
    assertThat(Augmentation.parse("random-resized-crop(24)"))
        .isEqualTo(new RandomResizedCrop(24, 0.08));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crop              | padding is missing",
        "crop(-1)          | must not be negative",
        "crop(1.5)         | whole number",
        "crop(four)        | 'four' is no number",
        "crop(1,2)         | does not take",
        "crop(size=3)      | padding is missing",
        "flip(p=0.5)       | does not take [p]",
        "rotation(200)     | between 0 and 180",
        "scaling(1.1,0.9)  | from <= to",
        "shear(90)         | below 90",
        "brightness(1.1)   | between 0 and 1",
        "scale-jitter(9,8,10) | size <= from",
        "mixup             | choose one of crop",
        "Crop(4            | is no augmentation",
      })
  void namesWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> Augmentation.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void cropShowsEveryShiftWithinThePadding() {
    Set<FloatBuffer> outcomes = new HashSet<>();
    for (long key = 0; key < 2_000; key++) {
      outcomes.add(FloatBuffer.wrap(values(apply(new Crop(2), key))));
    }

    assertThat(outcomes).hasSize(5 * 5);
  }

  @Test
  void flipMirrorsPixelsButNotChannels() {
    float[] original = values(ramp());
    float[] flipped = values(apply(new Flip(), keyThatFlips()));

    for (int x = 0; x < 8; x++) {
      for (int c = 0; c < 3; c++) {
        assertThat(flipped[x * 3 + c]).isEqualTo(original[(7 - x) * 3 + c]);
      }
    }
  }

  private static long keyThatFlips() {
    long key = 0;
    while (!new SeededRandom(key).nextBoolean()) {
      key++;
    }
    return key;
  }

  @Test
  void cutoutZeroesASquareOfAtMostItsSize() {
    for (long key = 0; key < 100; key++) {
      float[] values = values(apply(new Cutout(4), key));
      int zeroes = 0;
      for (float value : values) {
        zeroes += value == 0 ? 1 : 0;
      }

      assertThat(zeroes).as("key %d", key).isBetween(2 * 2 * 3, 4 * 4 * 3);
    }
  }

  @Test
  void quarterTurnMovesEveryPixelWhereItBelongs() {
    ImageBuffer image = new ImageBuffer(new ImageShape(1, 2, 2));
    System.arraycopy(new float[] {1, 2, 3, 4}, 0, image.pixels(), 0, 4);

    image.warp(0, 1, -1, 0);

    assertThat(values(image)).containsExactly(3, 1, 4, 2);
  }

  @Test
  void scalingAWindowToItsOwnSizeIsACrop() {
    ImageBuffer scaled = ramp();
    ImageBuffer cropped = ramp();

    scaled.cropAndScale(1, 2, 4, 5, new ImageShape(3, 4, 5));
    cropped.crop(1, 2, 4, 5);

    assertThat(values(scaled)).isEqualTo(values(cropped));
  }

  private static ImageBuffer apply(Augmentation augmentation, long key) {
    ImageBuffer image = ramp();
    augmentation.apply(image, new SeededRandom(key));
    return image;
  }

  private static ImageBuffer ramp() {
    ImageBuffer image = new ImageBuffer(SHAPE);
    for (int i = 0; i < SHAPE.values(); i++) {
      image.pixels()[i] = 1 + i;
    }
    return image;
  }

  private static float[] values(ImageBuffer image) {
    return Arrays.copyOf(image.pixels(), image.shape().values());
  }
}
