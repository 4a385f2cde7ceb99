package dev.convoy.cnn.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An augmentation as it is written: {@code flip}, {@code crop(padding=4)} or {@code crop(4)}.
 * Arguments are taken by name or by place.
 */
final class AugmentationCall {

  private static final Pattern TEXT = Pattern.compile("\\s*([a-z-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

  private final String text;
  private final String name;
  private final Map<String, Double> named = new LinkedHashMap<>();
  private final List<Double> placed = new ArrayList<>();
  private int taken;

  private AugmentationCall(String text, String name) {
    this.text = text;
    this.name = name;
  }

  static AugmentationCall parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no augmentation: write it like flip or crop(padding=4)");
    }
    AugmentationCall call = new AugmentationCall(text, matcher.group(1));
    String arguments = matcher.group(2);
    if (arguments != null && !arguments.isBlank()) {
      for (String argument : arguments.split(",", -1)) {
        call.add(argument.strip());
      }
    }
    return call;
  }

  private void add(String argument) {
    int equals = argument.indexOf('=');
    double value = number(argument.substring(equals + 1));
    if (equals < 0) {
      placed.add(value);
    } else {
      named.put(argument.substring(0, equals).strip(), value);
    }
  }

  private double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + ": '" + value.strip() + "' is no number", e);
    }
  }

  String name() {
    return name;
  }

  /** Takes the next argument, which must be there. */
  double take(String parameter) {
    double value = take(parameter, Double.NaN);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(text + ": " + parameter + " is missing");
    }
    return value;
  }

  /** Takes the next argument, or what it usually is. */
  double take(String parameter, double usual) {
    Double byName = named.remove(parameter);
    if (byName != null) {
      return byName;
    }
    return taken < placed.size() ? placed.get(taken++) : usual;
  }

  int takeInteger(String parameter) {
    double value = take(parameter);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          text + ": " + parameter + " must be a whole number, not " + value);
    }
    return (int) value;
  }

  /** Makes sure that nothing was written that nobody took. */
  void requireAllTaken() {
    if (!named.isEmpty() || taken < placed.size()) {
      throw new IllegalArgumentException(
          text + ": " + name + " does not take " + (named.isEmpty() ? "so many" : named.keySet()));
    }
  }
}
