package dev.convoy.cnn.network;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A choice as it is written: {@code batch} or {@code group(8)}.
 *
 * @param what it is a choice of, for errors
 */
record Word(String what, String name, Optional<String> argument) {

  private static final Pattern FORM =
      Pattern.compile("\\s*([a-z0-9-]+)\\s*(?:\\(([^()]*)\\))?\\s*");

  static Word parse(String what, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'%s' is no %s: write it like name or name(1)".formatted(text, what));
    }
    return new Word(what, form.group(1), Optional.ofNullable(form.group(2)).map(String::strip));
  }

  /** The value, once it is clear that there is no argument. */
  <T> T plain(T value) {
    if (argument.isPresent()) {
      throw new IllegalArgumentException("the %s %s has no argument".formatted(what, name));
    }
    return value;
  }

  /** The argument as a whole number. */
  int whole() {
    double number = number(Optional.empty());
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(
          "the %s %s needs a whole number, not %s".formatted(what, name, number));
    }
    return (int) number;
  }

  /** The argument as a number; what is usual if it is left out. */
  double number(double usual) {
    return number(Optional.of(usual));
  }

  private double number(Optional<Double> usual) {
    try {
      return argument.map(Double::parseDouble).or(() -> usual).orElseThrow(this::withoutNumber);
    } catch (NumberFormatException e) {
      throw withoutNumber();
    }
  }

  private IllegalArgumentException withoutNumber() {
    return new IllegalArgumentException(
        "the %s %s needs a number, as in %s(2)".formatted(what, name, name));
  }

  IllegalArgumentException unknown(List<String> known) {
    return new IllegalArgumentException(
        "'%s' is no %s: choose one of %s".formatted(name, what, String.join(", ", known)));
  }

  /** A number as {@link #parse} reads it. */
  static String written(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
