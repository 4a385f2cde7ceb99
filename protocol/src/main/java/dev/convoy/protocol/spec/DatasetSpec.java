package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The images: by name, or as files by path and format.
 *
 * @param name a dataset known by name, such as {@code mnist} or {@code generated}; empty if there
 *     is a path
 * @param path a folder that every worker can read; empty if there is a name
 * @param format what is in the folder; there if the path is
 * @param validation share of the training split held out, stratified by class, between 0 and 1
 * @param seed which images that share is
 */
public record DatasetSpec(
    Optional<String> name,
    Optional<String> path,
    Optional<Format> format,
    double validation,
    long seed,
    Size size) {

  /** What a folder holds. */
  public enum Format {
    /** MNIST's four files, gzipped or not. */
    @JsonProperty("idx")
    IDX,
    /** CIFAR-10's binary version. */
    @JsonProperty("cifar10")
    CIFAR10,
    /** CIFAR-100's binary version. */
    @JsonProperty("cifar100")
    CIFAR100,
    /** One folder of images for each class. */
    @JsonProperty("folder")
    FOLDER
  }

  /**
   * How much of it; what is absent is as the dataset has it.
   *
   * @param image height and width in pixels that generated images are drawn with and those of a
   *     folder are scaled to
   * @param training images for training and validation together
   * @param test images of the test split
   */
  public record Size(OptionalInt image, OptionalInt training, OptionalInt test) {}
}
