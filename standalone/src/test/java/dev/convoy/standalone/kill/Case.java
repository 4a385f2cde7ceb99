package dev.convoy.standalone.kill;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One field of the matrix: who dies, how, and when. */
record Case(Victim victim, Death death, Moment moment) {

  /** The whole matrix. */
  static List<Case> all() {
    return Arrays.stream(Victim.values()).flatMap(victim -> of(victim).stream()).toList();
  }

  private static List<Case> of(Victim victim) {
    return Arrays.stream(Moment.values())
        .flatMap(
            moment -> Arrays.stream(Death.values()).map(death -> new Case(victim, death, moment)))
        .toList();
  }

  @Override
  public String toString() {
    return "the %s is %s %s".formatted(name(victim), name(death), moment);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
