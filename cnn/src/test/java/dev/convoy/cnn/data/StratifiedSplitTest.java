package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D5. */
class StratifiedSplitTest {

  private static final ImageShape PIXEL = new ImageShape(1, 1, 1);
  private static final ImageSource SOURCE = new SolidImages(210, PIXEL, 7, index -> index);

  @ParameterizedTest
  @CsvSource({"0.1, 3", "0.5, 15", "0.999, 29", "0.001, 1"})
  void holdsOutTheSameShareOfEveryClass(double share, int ofThirty) {
    StratifiedSplit split = StratifiedSplit.of(SOURCE, share, 1);

    for (int label = 0; label < 7; label++) {
      int wanted = label;
      assertThat(tones(split.heldOut()).stream().filter(tone -> tone % 7 == wanted))
          .hasSize(ofThirty);
    }
  }

  @Test
  void putsEveryImageInExactlyOnePart() {
    StratifiedSplit split = StratifiedSplit.of(SOURCE, 0.2, 5);

    List<Integer> all = new ArrayList<>(tones(split.rest()));
    all.addAll(tones(split.heldOut()));

    assertThat(all).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 210).boxed().toList());
  }

  @Test
  void isAFunctionOfTheSeed() {
    List<Integer> first = tones(StratifiedSplit.of(SOURCE, 0.2, 5).heldOut());

    assertThat(tones(StratifiedSplit.of(SOURCE, 0.2, 5).heldOut())).isEqualTo(first);
    assertThat(tones(StratifiedSplit.of(SOURCE, 0.2, 6).heldOut())).isNotEqualTo(first);
  }

  @Test
  void leavesAClassOfOneImageToTraining() {
    StratifiedSplit split =
        StratifiedSplit.of(new SolidImages(3, PIXEL, 3, index -> index), 0.5, 1);

    assertThat(split.rest().size()).isEqualTo(3);
    assertThat(split.heldOut().size()).isZero();
  }

  private static List<Integer> tones(ImageSource source) {
    List<Integer> tones = new ArrayList<>();
    float[] pixel = new float[1];
    for (int i = 0; i < source.size(); i++) {
      source.read(i, pixel);
      tones.add((int) pixel[0]);
      assertThat(source.label(i)).isEqualTo((int) pixel[0] % source.classes());
    }
    return tones;
  }
}
