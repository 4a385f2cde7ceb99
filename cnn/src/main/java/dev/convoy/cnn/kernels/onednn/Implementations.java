package dev.convoy.cnn.kernels.onednn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.dnnl.primitive_desc;

/** The implementations that oneDNN has of one primitive, in its order of preference. */
final class Implementations {

  private static final String REFERENCE = "ref";
  private static final String WIDE = "avx512";

  private Implementations() {}

  /**
   * A way for each. Left out are reference loops if there is anything else, and, where there are
   * implementations for AVX-512, those for narrower vectors.
   *
   * @param description makes a new one at each call, for advancing it changes it
   * @param way makes a way of one
   */
  static <D extends primitive_desc> List<Way> ways(Supplier<D> description, Function<D, Way> way) {
    List<String> names = names(description);
    boolean wide = names.stream().anyMatch(name -> name.contains(WIDE));
    List<Way> ways = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (int index = 0; index < names.size(); index++) {
      String name = names.get(index);
      boolean slow = name.startsWith(REFERENCE) || (wide && !name.contains(WIDE));
      if ((!slow || ways.isEmpty()) && seen.add(name)) {
        ways.add(way.apply(advanced(description, index)));
      }
    }
    return ways;
  }

  static String name(primitive_desc description) {
    return description.impl_info_str().getString();
  }

  private static List<String> names(Supplier<? extends primitive_desc> description) {
    primitive_desc walker = description.get();
    List<String> names = new ArrayList<>();
    do {
      names.add(name(walker));
    } while (walker.next_impl());
    return names;
  }

  private static <D extends primitive_desc> D advanced(Supplier<D> description, int by) {
    D advanced = description.get();
    for (int i = 0; i < by; i++) {
      advanced.next_impl();
    }
    return advanced;
  }
}
