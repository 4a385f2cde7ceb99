package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Memory;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a network's parameters on the device, in one run of memory: first the learned ones,
 * those that decay alike together, then the statistics. What goes with the learned values
 * (gradients, optimizer state) lies in runs of its own at the same offsets.
 */
final class Parameters {

  private static final long ALIGNMENT = 16;

  /** Where a parameter lies in each run. */
  private record Place(long offset, long elements) {}

  /** Learned values that decay alike, as a stretch of each run. */
  record Group(long offset, long elements, double weightDecay) {}

  private final Kernels kernels;
  private final Map<Parameter, Place> places = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final long learned;
  private final Memory values;

  /**
   * Takes the memory.
   *
   * @param stored elements that each parameter takes
   */
  Parameters(Kernels kernels, Map<Parameter, Long> stored, UpdateRule rule) {
    this.kernels = kernels;
    Map<Double, List<Parameter>> byDecay = new LinkedHashMap<>();
    stored.keySet().stream()
        .filter(Parameter::learned)
        .forEach(
            parameter ->
                byDecay
                    .computeIfAbsent(
                        rule.weightDecay(parameter.role()), absent -> new ArrayList<>())
                    .add(parameter));
    long end = 0;
    for (Map.Entry<Double, List<Parameter>> group : byDecay.entrySet()) {
      long begin = end;
      end = place(group.getValue(), stored, begin);
      groups.add(new Group(begin, end - begin, group.getKey()));
    }
    learned = end;
    List<Parameter> statistics =
        stored.keySet().stream().filter(parameter -> !parameter.learned()).toList();
    values = kernels.allocate(place(statistics, stored, learned));
  }

  private long place(List<Parameter> parameters, Map<Parameter, Long> stored, long begin) {
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
    return kernels.allocate(Math.max(learned, ALIGNMENT));
  }

  List<Group> groups() {
    return groups;
  }

  /** A parameter's values. */
  Region values(Parameter parameter) {
    return in(values, parameter);
  }

  /** A group's values. */
  Region values(Group group) {
    return new Region(values, group.offset(), group.elements());
  }

  /** A parameter's stretch of a run. */
  Region in(Memory run, Parameter parameter) {
    Place place = places.get(parameter);
    if (place == null) {
      throw new IllegalArgumentException(parameter + " isn't of this network");
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
