package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedImagesTest {

  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  @Test
  void anImageIsAFunctionOfSeedAndIndex() {
    ImageSource few = GeneratedImages.draw(SHAPE, 20, 1);
    ImageSource more = GeneratedImages.draw(SHAPE, 30, 1);
    ImageSource other = GeneratedImages.draw(SHAPE, 20, 2);

    assertThat(pixels(more, 19)).isEqualTo(pixels(few, 19)).isNotEqualTo(pixels(other, 19));
    assertThat(more.label(19)).isEqualTo(9);
  }

  @Test
  void noTwoImagesAreAlike() {
    ImageSource images = GeneratedImages.draw(SHAPE, 1_000, 1);
    Set<FloatBuffer> seen = new HashSet<>();
    for (int i = 0; i < images.size(); i++) {
      seen.add(FloatBuffer.wrap(pixels(images, i)));
    }

    assertThat(seen).hasSize(1_000);
  }

  @Test
  void drawsAnyShape() {
    ImageShape shape = new ImageShape(3, 40, 20);
    Splits splits =
        Datasets.open(
            DatasetSpec.named("generated")
                .withSize(
                    new DatasetSpec.Size(Optional.of(shape), Optional.of(100), Optional.of(30))));

    assertThat(splits.shape()).isEqualTo(shape);
    assertThat(splits.training().size()).isEqualTo(90);
    assertThat(splits.validation().size()).isEqualTo(10);
    assertThat(splits.test().size()).isEqualTo(30);
    assertThat(splits.classNames()).hasSize(10).contains("crescent");
  }

  @Test
  void refusesToFillTheMemory() {
    assertThatThrownBy(() -> GeneratedImages.draw(new ImageShape(3, 5_000, 5_000), 1_000, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ask for fewer or smaller");
  }

  private static float[] pixels(ImageSource source, int index) {
    float[] pixels = new float[source.shape().values()];
    source.read(index, pixels);
    return pixels;
  }
}
