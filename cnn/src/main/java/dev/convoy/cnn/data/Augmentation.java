package dev.convoy.cnn.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random change of a training image that leaves its class what it was. Each is one small
 * immutable class, written in an experiment as its {@link #toString}: {@code crop(padding=4)}.
 */
public sealed interface Augmentation
    permits Crop,
        Flip,
        Rotation,
        Scaling,
        Shear,
        Brightness,
        Contrast,
        Saturation,
        RandomResizedCrop,
        ScaleJitter,
        Cutout {

  /** All names that {@link #parse} knows. */
  List<String> NAMES =
      List.of(
          "crop",
          "flip",
          "rotation",
          "scaling",
          "shear",
          "brightness",
          "contrast",
          "saturation",
          "random-resized-crop",
          "scale-jitter",
          "cutout");

  /** When an augmentation is applied. */
  enum Stage {
    /** To raw pixels between 0 and 255. */
    PIXELS,
    /** To the preprocessed image, where 0 is the training split's mean. */
    PREPROCESSED
  }

  /**
   * Reads an augmentation: {@code flip}, {@code crop(padding=4)}, {@code cutout(8)}.
   *
   * @throws IllegalArgumentException naming what is unknown, missing or out of range
   */
  @JsonCreator
  static Augmentation parse(String text) {
    AugmentationCall call = AugmentationCall.parse(text);
    Augmentation augmentation =
        switch (call.name()) {
          case "crop" -> new Crop(call.takeInteger("padding"));
          case "flip" -> new Flip();
          case "rotation" -> new Rotation(call.take("degrees"));
          case "scaling" -> new Scaling(call.take("from"), call.take("to"));
          case "shear" -> new Shear(call.take("degrees"));
          case "brightness" -> new Brightness(call.take("amount"));
          case "contrast" -> new Contrast(call.take("amount"));
          case "saturation" -> new Saturation(call.take("amount"));
          case "random-resized-crop" ->
              new RandomResizedCrop(
                  call.takeInteger("size"),
                  call.take("smallest", RandomResizedCrop.USUAL_SMALLEST));
          case "scale-jitter" ->
              new ScaleJitter(
                  call.takeInteger("size"), call.takeInteger("from"), call.takeInteger("to"));
          case "cutout" -> new Cutout(call.takeInteger("size"));
          default ->
              throw new IllegalArgumentException(
                  "'%s' is no augmentation: choose one of %s"
                      .formatted(call.name(), String.join(", ", NAMES)));
        };
    call.requireAllTaken();
    return augmentation;
  }

  /** Changes the image in place, drawing all that is random from the generator. */
  void apply(ImageBuffer image, RandomGenerator random);

  /** The shape that images of a given shape have afterwards. */
  default ImageShape output(ImageShape input) {
    return input;
  }

  /** How much of an image it is for: all of it, if it cuts a window of its own. */
  default Framing framing() {
    return Framing.CROPPED;
  }

  default Stage stage() {
    return Stage.PIXELS;
  }

  /** What {@link #parse} reads. */
  @Override
  @JsonValue
  String toString();
}
