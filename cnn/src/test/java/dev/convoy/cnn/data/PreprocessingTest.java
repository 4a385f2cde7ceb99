package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** D1, D2 and D3. */
class PreprocessingTest {

  private static final ImageShape SHAPE = new ImageShape(3, 5, 4);
  private static final Splits SPLITS =
      Datasets.open(
          DatasetSpec.named("generated")
              .withSize(
                  new DatasetSpec.Size(Optional.of(SHAPE), Optional.of(200), Optional.of(50))));

  @Test
  void meanImageLeavesEachPixelWithMeanZeroOverTheTrainingSplit() {
    double[] sums = new double[SHAPE.values()];
    forEachTrainingImage(
        Preprocessing.MEAN_IMAGE,
        pixels -> {
          for (int i = 0; i < pixels.length; i++) {
            sums[i] += pixels[i];
          }
        });

    assertThat(sums).containsExactly(new double[sums.length], within(1e-3));
  }

  @Test
  void channelMeanAndStdLeaveEachChannelWithMeanZeroAndVarianceOne() {
    double[] sums = new double[3];
    double[] squares = new double[3];
    forEachTrainingImage(
        Preprocessing.CHANNEL_MEAN_STD,
        pixels -> {
          for (int i = 0; i < pixels.length; i++) {
            sums[i % 3] += pixels[i];
            squares[i % 3] += pixels[i] * pixels[i];
          }
        });

    double count = SPLITS.training().size() * SHAPE.height() * SHAPE.width();
    assertThat(sums).containsExactly(new double[3], within(1e-5 * count));
    assertThat(squares).containsExactly(new double[] {count, count, count}, within(1e-4 * count));
  }

  @Test
  void channelMeanLeavesTheSpreadOnTheScaleOfOne() {
    float[] raw = new float[SHAPE.values()];
    SPLITS.training().read(0, raw);
    float[] centred = raw.clone();
    PreprocessingStatistics statistics = SPLITS.statistics(Preprocessing.CHANNEL_MEAN);
    statistics.normalizer(SHAPE).apply(centred);

    for (int i = 0; i < raw.length; i++) {
      float expected = raw[i] / 255 - statistics.mean()[i % 3];
      assertThat(centred[i]).isCloseTo(expected, within(1e-6f));
    }
  }

  @Test
  void aChannelThatNeverChangesStaysFinite() {
    ImageSource constant = new SolidImages(3, SHAPE, 2, index -> 51);

    PixelMoments moments = PixelMoments.of(constant);

    assertThat(moments.channelMean()).containsExactly(0.2f, 0.2f, 0.2f);
    assertThat(moments.channelStd()).containsExactly(1, 1, 1);
  }

  @ParameterizedTest
  @EnumSource
  void statisticsSurviveTheSnapshotsJson(Preprocessing kind) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    PreprocessingStatistics statistics = SPLITS.statistics(kind);

    String json = mapper.writeValueAsString(statistics);

    assertThat(mapper.readValue(json, PreprocessingStatistics.class)).isEqualTo(statistics);
    assertThat(json).contains("\"preprocessing\":\"" + kind + "\"", "\"shape\":\"3x5x4\"");
    assertThat(Preprocessing.named(kind.toString())).isEqualTo(kind);
  }

  @Test
  void refusesStatisticsOfAnotherShape() {
    assertThatThrownBy(
            () ->
                new PreprocessingStatistics(
                    Preprocessing.CHANNEL_MEAN, SHAPE, new float[1], new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need 3 means");
  }

  @Test
  void aMeanImageLendsItsCentreToCrops() {
    PreprocessingStatistics statistics = SPLITS.statistics(Preprocessing.MEAN_IMAGE);
    Pipeline pipeline = new Pipeline(List.of(new RandomResizedCrop(2, 0.5)), statistics);
    float[] pixels = new float[3 * 2 * 2];

    statistics.normalizer(pipeline.outputShape()).apply(pixels);

    int centre = (1 * 4 + 1) * 3;
    assertThat(pixels[0]).isEqualTo(-statistics.mean()[centre]);
  }

  private interface Visit {
    void of(float[] pixels);
  }

  private static void forEachTrainingImage(Preprocessing kind, Visit visit) {
    Normalizer normalizer = SPLITS.statistics(kind).normalizer(SHAPE);
    float[] pixels = new float[SHAPE.values()];
    for (int i = 0; i < SPLITS.training().size(); i++) {
      SPLITS.training().read(i, pixels);
      normalizer.apply(pixels);
      visit.of(pixels);
    }
  }
}
