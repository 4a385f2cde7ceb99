package dev.convoy.cnn.network;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.convoy.cnn.kernels.Window;
import java.util.List;

/** Which norm a network has after its convolutions, written as {@link #NAMES} shows. */
public sealed interface Norm {

  /** How each is written. */
  List<String> NAMES = List.of("batch", "layer", "instance", "group(8)", "none");

  /**
   * Reads a norm.
   *
   * @throws IllegalArgumentException naming what is unknown or out of range
   */
  @JsonCreator
  static Norm parse(String text) {
    Word word = Word.parse("norm", text);
    return switch (word.name()) {
      case "batch" -> word.plain(new Batch());
      case "layer" -> word.plain(new Layer());
      case "instance" -> word.plain(new Instance());
      case "group" -> new Group(word.whole());
      case "none" -> word.plain(new None());
      default -> throw word.unknown(NAMES);
    };
  }

  /** The layer, for so many channels. */
  Module over(int channels);

  /** A convolution that this norm follows: it needs a bias only if there is no norm. */
  default Convolution convolution(int inputs, int outputs, Window window, int groups) {
    return Convolution.grouped(inputs, outputs, window, groups);
  }

  /** {@link BatchNorm}. */
  record Batch() implements Norm {
    @Override
    public Module over(int channels) {
      return new BatchNorm(channels);
    }

    @Override
    @JsonValue
    public String toString() {
      return "batch";
    }
  }

  /** {@link GroupNorm#layer}. */
  record Layer() implements Norm {
    @Override
    public Module over(int channels) {
      return GroupNorm.layer(channels);
    }

    @Override
    @JsonValue
    public String toString() {
      return "layer";
    }
  }

  /** {@link GroupNorm#instance}. */
  record Instance() implements Norm {
    @Override
    public Module over(int channels) {
      return GroupNorm.instance(channels);
    }

    @Override
    @JsonValue
    public String toString() {
      return "instance";
    }
  }

  /**
   * {@link GroupNorm}.
   *
   * @param groups must divide the channels of every layer
   */
  record Group(int groups) implements Norm {
    /** Refuses what is no number of groups. */
    public Group {
      if (groups < 1) {
        throw new IllegalArgumentException("a group norm needs 1 group or more, not " + groups);
      }
    }

    @Override
    public Module over(int channels) {
      return new GroupNorm(groups, channels);
    }

    @Override
    @JsonValue
    public String toString() {
      return "group(" + groups + ")";
    }
  }

  /** No norm. */
  record None() implements Norm {
    @Override
    public Module over(int channels) {
      return new Identity();
    }

    @Override
    public Convolution convolution(int inputs, int outputs, Window window, int groups) {
      return Convolution.groupedBiased(inputs, outputs, window, groups);
    }

    @Override
    @JsonValue
    public String toString() {
      return "none";
    }
  }
}
