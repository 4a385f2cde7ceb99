package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Update;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values of a network's parameters on the device, in one run of memory: first the learned ones,
 * those updated alike together, then the frozen ones and the statistics. What goes with the learned
 * values (gradients, optimizer state) lies in runs of its own at the same offsets.
 */
final class Parameters {

  private static final long ALIGNMENT = 16;

  /** Where a parameter lies in each run. */
  private record Place(long offset, long elements) {}

  /** Learned values that are updated alike, as a stretch of each run. */
  record Stretch(long offset, long elements, Update.Group group) {}

  private final Kernels kernels;
  private final Map<Parameter, Place> places;
  private final List<Stretch> stretches;
  private final long learned;
  private final Memory values;

  private Parameters(
      Kernels kernels,
      Map<Parameter, Place> places,
      List<Stretch> stretches,
      long learned,
      Memory values) {
    this.kernels = kernels;
    this.places = places;
    this.stretches = stretches;
    this.learned = learned;
    this.values = values;
  }

  /**
   * Takes the memory.
   *
   * @param stored elements that each parameter takes
   * @throws DeviceMemoryException naming the largest parameter
   */
  static Parameters allocate(Kernels kernels, Map<Parameter, Long> stored, UpdateRule rule) {
    Map<Update.Group, List<Parameter>> groups = new LinkedHashMap<>();
    List<Parameter> others = new ArrayList<>();
    stored.keySet().forEach(parameter -> list(parameter, rule, groups, others).add(parameter));
    Map<Parameter, Place> places = new LinkedHashMap<>();
    List<Stretch> stretches = new ArrayList<>();
    long learned = 0;
    for (Map.Entry<Update.Group, List<Parameter>> group : groups.entrySet()) {
      long begin = learned;
      learned = place(group.getValue(), stored, begin, places);
      stretches.add(new Stretch(begin, learned - begin, group.getKey()));
    }
    Memory values = take(kernels, place(others, stored, learned, places), places);
    return new Parameters(kernels, places, stretches, learned, values);
  }

  private static Memory take(Kernels kernels, long elements, Map<Parameter, Place> places) {
    try {
      return kernels.allocate(elements);
    } catch (DeviceMemoryException e) {
      throw places.keySet().stream()
          .max(Comparator.comparingInt(Parameter::elements))
          .map(e::naming)
          .orElse(e);
    }
  }

  private static List<Parameter> list(
      Parameter parameter,
      UpdateRule rule,
      Map<Update.Group, List<Parameter>> groups,
      List<Parameter> others) {
    return Optional.of(parameter)
        .filter(Parameter::learned)
        .flatMap(rule::group)
        .map(group -> groups.computeIfAbsent(group, absent -> new ArrayList<>()))
        .orElse(others);
  }

  private static long place(
      List<Parameter> parameters,
      Map<Parameter, Long> stored,
      long begin,
      Map<Parameter, Place> places) {
    long end = begin;
    for (Parameter parameter : parameters) {
      long elements = stored.getOrDefault(parameter, (long) parameter.elements());
      places.put(parameter, new Place(end, elements));
      end += Math.ceilDiv(elements, ALIGNMENT) * ALIGNMENT;
    }
    return end;
  }

  /** Memory for something that goes with each learned value. */
  Memory beside() {
    return take(kernels, Math.max(learned, ALIGNMENT), places);
  }

  /** The same parameters with other values, zero at first. */
  Parameters twin() {
    Memory others = take(kernels, values.elements(), places);
    return new Parameters(kernels, places, stretches, learned, others);
  }

  List<Stretch> stretches() {
    return stretches;
  }

  /** All values, statistics included. */
  Region all() {
    return new Region(values, 0, values.elements());
  }

  /** A parameter's values. */
  Region values(Parameter parameter) {
    return in(values, parameter);
  }

  /** A stretch's part of a run. */
  static Region in(Memory run, Stretch stretch) {
    return new Region(run, stretch.offset(), stretch.elements());
  }

  /** A stretch's values. */
  Region values(Stretch stretch) {
    return in(values, stretch);
  }

  /** A parameter's stretch of a run. */
  Region in(Memory run, Parameter parameter) {
    Place place = places.get(parameter);
    if (place == null) {
      throw new IllegalArgumentException(parameter + " isn't of this network");
    }
    if (place.offset() + place.elements() > run.elements()) {
      throw new FrozenLayerException(parameter.name());
    }
    return new Region(run, place.offset(), place.elements());
  }

  void write(Parameter parameter, MemorySegment source) {
    kernels.write(parameter, values(parameter), source);
  }

  void read(Parameter parameter, MemorySegment target) {
    kernels.read(parameter, values(parameter), target);
  }
}
