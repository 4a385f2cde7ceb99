package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Scales the image so that its short side is of random length and cuts a square at random from it
 * (Simonyan and Zisserman 2014; He et al. 2015: short side in [256, 480], square 224). Both are
 * done in one bilinear step.
 *
 * @param size the square's side
 * @param from the short side's least length, at least {@code size}
 * @param to its greatest
 */
public record ScaleJitter(int size, int from, int to) implements Augmentation {

  public ScaleJitter {
    if (size < 1 || from < size || to < from) {
      throw new IllegalArgumentException(
          "scale-jitter: 1 <= size <= from <= to must hold, not %d, %d, %d"
              .formatted(size, from, to));
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    int height = image.shape().height();
    int width = image.shape().width();
    int shortSide = random.nextInt(from, to + 1);
    double window = size * (double) Math.min(height, width) / shortSide;
    double top = Uniform.between(0, height - window, random);
    double left = Uniform.between(0, width - window, random);
    image.cropAndScale(top, left, window, window, output(image.shape()));
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(input.channels(), size, size);
  }

  @Override
  public Framing framing() {
    return Framing.WHOLE;
  }

  @Override
  public String toString() {
    return "scale-jitter(size=" + size + ",from=" + from + ",to=" + to + ")";
  }
}
