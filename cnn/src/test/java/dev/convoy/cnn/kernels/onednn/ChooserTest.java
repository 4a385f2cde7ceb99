package dev.convoy.cnn.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.kernels.KernelPlan;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.junit.jupiter.api.Test;

class ChooserTest {

  private final Way first = way("first");
  private final Way second = way("second");
  private final Chooser.Rehearsal idle = (way, arena) -> () -> {};

  private static Way way(String name) {
    LibraryLoading.ensure();
    return new Way(name, new memory.desc(), places -> () -> {});
  }

  @Test
  void takesTheFirstWayAndNotesIt() {
    Chooser chooser = new Chooser(KernelPlan.empty(), new Preference());

    assertThat(chooser.choose("convolution", () -> List.of(first, second), idle)).isEqualTo(first);
    assertThat(chooser.plan().ways()).containsExactly(Map.entry("convolution", "first"));
  }

  @Test
  void keepsToAPlan() {
    KernelPlan plan = new KernelPlan(Map.of("convolution", "second"));

    Chooser chooser = new Chooser(plan, new Preference());

    assertThat(chooser.choose("convolution", () -> List.of(first, second), idle)).isEqualTo(second);
  }

  @Test
  void choosesAnewWhereAPlanNamesAWayThatThisMachineLacks() {
    KernelPlan plan = new KernelPlan(Map.of("convolution", "third"));

    Chooser chooser = new Chooser(plan, new Preference());

    assertThat(chooser.choose("convolution", () -> List.of(first, second), idle)).isEqualTo(first);
  }

  @Test
  void measuringTakesTheFaster() {
    Chooser chooser = new Chooser(KernelPlan.empty(), new Stopwatch());

    Way chosen =
        chooser.choose(
            "convolution",
            () -> List.of(first, second),
            (way, arena) -> way.equals(first) ? ChooserTest::spin : () -> {});

    assertThat(chosen).isEqualTo(second);
  }

  private static void spin() {
    long end = System.nanoTime() + 200_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
