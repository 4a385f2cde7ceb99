package dev.convoy.standalone.terminal;

import dev.convoy.cnn.train.StepProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the time of a training step goes, in lines. */
public final class ProfileTable {

  private static final int PERCENT = 100;

  private ProfileTable() {}

  /** A line for each kind of operation, the dearest first, then what is left and the sum. */
  public static List<String> of(StepProfile profile) {
    List<String> lines = new ArrayList<>();
    profile.kinds().forEach(kind -> lines.add(line(profile, kind.kind(), kind.millis())));
    lines.add(line(profile, "outside of operations", profile.outsideMillis()));
    lines.add(line(profile, "a step", profile.stepMillis()));
    return lines;
  }

  private static String line(StepProfile profile, String what, double millis) {
    double percent = PERCENT * millis / profile.stepMillis();
    return String.format(Locale.ROOT, "%9.2f ms  %5.1f %%  %s", millis, percent, what);
  }
}
