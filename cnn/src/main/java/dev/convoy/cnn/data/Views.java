package dev.convoy.cnn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The views of an image whose answers are averaged, test-time augmentation (K3): every scale, of it
 * every crop, of it every facing.
 */
public record Views(List<View> all) {

  private static final Pattern CALL = Pattern.compile("(\\w+)(?:\\(([\\d, ]+)\\))?");

  /** Plain evaluation. */
  public static final Views PLAIN = new Views(List.of(View.PLAIN));

  public Views {
    all = List.copyOf(all);
  }

  /**
   * Reads {@code flip} (mirrored too), {@code crops(5)} (four corners and the centre), {@code
   * crops(10)} (those mirrored too) and {@code scales(224, 256)} (lengths of the short side).
   *
   * @throws IllegalArgumentException naming what is none of these
   */
  public static Views parse(List<String> calls) {
    List<View> views = List.of(View.PLAIN);
    for (String text : calls) {
      views = extended(views, text);
    }
    return new Views(views.stream().distinct().toList());
  }

  private static List<View> extended(List<View> views, String text) {
    Matcher call = CALL.matcher(text);
    String name = call.matches() ? call.group(1) : "";
    String arguments = call.matches() && call.group(2) != null ? call.group(2).strip() : "";
    return switch (name) {
      case "flip" -> mirrored(views);
      case "crops" ->
          switch (arguments) {
            case "5" -> cropped(views);
            case "10" -> mirrored(cropped(views));
            default -> throw unknown(text);
          };
      case "scales" -> scaled(views, sides(arguments, text));
      default -> throw unknown(text);
    };
  }

  private static List<View> mirrored(List<View> views) {
    List<View> both = new ArrayList<>(views);
    views.forEach(view -> both.add(new View(view.shortSide(), view.place(), View.Facing.MIRRORED)));
    return both;
  }

  private static List<View> cropped(List<View> views) {
    return views.stream()
        .flatMap(
            view ->
                Arrays.stream(View.Place.values())
                    .filter(place -> place != View.Place.WHOLE)
                    .map(place -> new View(view.shortSide(), place, view.facing())))
        .toList();
  }

  private static List<View> scaled(List<View> views, List<Integer> sides) {
    return views.stream()
        .flatMap(
            view ->
                sides.stream()
                    .map(side -> new View(OptionalInt.of(side), view.place(), view.facing())))
        .toList();
  }

  private static List<Integer> sides(String arguments, String text) {
    try {
      return Arrays.stream(arguments.split(",", -1))
          .map(side -> Integer.valueOf(side.strip()))
          .toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' has a side that is no number".formatted(text), e);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "'%s' is no test-time augmentation: choose of flip, crops(5), crops(10), scales(224, 256)"
            .formatted(text));
  }
}
