package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;
import java.util.List;

/**
 * Reads one image after another through a pipeline into a batch, allocating nothing once its
 * buffers have grown. Belongs to one thread.
 */
final class ImageLoader {

  private final ImageSource source;
  private final List<Augmentation> before;
  private final List<Augmentation> after;
  private final Softening softening;
  private final View view;
  private final Framing framing;
  private final Normalizer normalizer;
  private final ImageShape output;
  private final ImageBuffer buffer;
  private final SeededRandom random = new SeededRandom(0);

  private ImageLoader(
      ImageSource source,
      Pipeline pipeline,
      List<Augmentation> augmentation,
      Softening softening,
      View view) {
    this.source = source;
    this.view = view;
    this.softening = softening;
    this.before = at(Augmentation.Stage.PIXELS, augmentation);
    this.framing = framing(augmentation, view);
    this.after = at(Augmentation.Stage.PREPROCESSED, augmentation);
    this.output = pipeline.outputShape();
    this.normalizer = pipeline.statistics().normalizer(output);
    this.buffer = new ImageBuffer(source.shape());
  }

  static ImageLoader augmenting(ImageSource source, Pipeline pipeline) {
    return new ImageLoader(
        source, pipeline, pipeline.augmentation(), pipeline.softening(), View.PLAIN);
  }

  static ImageLoader viewing(ImageSource source, Pipeline pipeline, View view) {
    return new ImageLoader(source, pipeline, List.of(), Softening.NONE, view);
  }

  private static Framing framing(List<Augmentation> augmentation, View view) {
    return augmentation.stream()
        .map(Augmentation::framing)
        .filter(wanted -> wanted == Framing.WHOLE)
        .findFirst()
        .orElse(view.framing());
  }

  private static List<Augmentation> at(Augmentation.Stage stage, List<Augmentation> all) {
    return all.stream().filter(step -> step.stage() == stage).toList();
  }

  /**
   * Loads one image.
   *
   * @param key what all randomness of this image is drawn from
   * @param at the image's place in the batch
   */
  void load(int index, long key, Batch into, int at) {
    framing.read(source, index, buffer);
    random.seek(key);
    apply(before);
    view.apply(buffer, output);
    normalizer.apply(buffer.pixels());
    apply(after);
    into.set(at, buffer.pixels(), source.label(index));
  }

  /**
   * Softens the targets of a batch that is loaded whole.
   *
   * @param key what all randomness of this batch is drawn from
   */
  void soften(Batch batch, long key) {
    softening.apply(batch, random.seek(key));
  }

  private void apply(List<Augmentation> steps) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).apply(buffer, random);
    }
  }
}
