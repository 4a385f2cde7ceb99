package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K3: test-time augmentation. */
class ViewsTest {

  private static final ImageShape INPUT = new ImageShape(1, 4, 4);

  @Test
  @DisplayName("K3: flips, five and ten crops and scales multiply")
  void countsTheViews() {
    assertThat(Views.parse(List.of()).all()).containsExactly(View.PLAIN);
    assertThat(Views.parse(List.of("flip")).all()).hasSize(2);
    assertThat(Views.parse(List.of("crops(5)")).all()).hasSize(5);
    assertThat(Views.parse(List.of("crops(10)")).all()).hasSize(10);
    assertThat(Views.parse(List.of("flip", "crops(5)")).all()).hasSize(10);
    assertThat(Views.parse(List.of("crops(10)", "flip")).all()).hasSize(10);
    assertThat(Views.parse(List.of("scales(224,256, 384)", "crops(10)")).all()).hasSize(30);
  }

  @Test
  void seesCornersOfAnImageThatIsLargerThanTheInput() {
    assertThat(seen(6, View.Place.TOP_LEFT)).startsWith(0, 1, 2, 3, 6);
    assertThat(seen(6, View.Place.TOP_RIGHT)).startsWith(2, 3, 4, 5, 8);
    assertThat(seen(6, View.Place.BOTTOM_RIGHT)).startsWith(14, 15, 16, 17, 20);
    assertThat(seen(6, View.Place.CENTRE)).startsWith(7, 8, 9, 10, 13);
  }

  @Test
  void seesSevenEighthsOfAnImageThatIsNotLarger() {
    float[] corner = seen(4, View.Place.TOP_LEFT);
    float[] other = seen(4, View.Place.BOTTOM_RIGHT);

    assertThat(corner).isNotEqualTo(other);
    assertThat(corner[5]).isCloseTo(0.8125f * 5, within(1e-4f));
  }

  @Test
  void mirrors() {
    ImageBuffer image = numbered(4);

    new View(OptionalInt.empty(), View.Place.WHOLE, View.Facing.MIRRORED).apply(image, INPUT);

    assertThat(pixels(image)).startsWith(3, 2, 1, 0, 7, 6);
  }

  @Test
  void scalesTheShortSide() {
    ImageBuffer image = numbered(8);

    new View(OptionalInt.of(4), View.Place.WHOLE, View.Facing.AS_IT_IS).apply(image, INPUT);

    assertThat(pixels(image)).startsWith(4.5f, 6.5f, 8.5f, 10.5f, 20.5f);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String text : List.of("crops(7)", "crops", "scales", "turn", "scales(a)", "flip)")) {
      assertThatThrownBy(() -> Views.parse(List.of(text)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + text + "'");
    }
  }

  private static float[] seen(int side, View.Place place) {
    ImageBuffer image = numbered(side);
    new View(OptionalInt.empty(), place, View.Facing.AS_IT_IS).apply(image, INPUT);
    return pixels(image);
  }

  private static float[] pixels(ImageBuffer image) {
    assertThat(image.shape()).isEqualTo(INPUT);
    return Arrays.copyOf(image.pixels(), INPUT.values());
  }

  private static ImageBuffer numbered(int side) {
    ImageBuffer image = new ImageBuffer(new ImageShape(1, side, side));
    for (int i = 0; i < side * side; i++) {
      image.pixels()[i] = i;
    }
    return image;
  }
}
