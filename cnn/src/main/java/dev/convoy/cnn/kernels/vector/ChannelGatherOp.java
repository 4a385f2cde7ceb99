package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.ChannelMap;
import dev.convoy.cnn.kernels.ChannelMap.Run;
import dev.convoy.cnn.kernels.Op;
import java.util.ArrayList;
import java.util.List;

/** Copies channels, pixel by pixel, in runs as long as they lie side by side. */
public final class ChannelGatherOp implements Op {

  private static final long NOTHING = 0;

  private final Team team;
  private final long pixels;
  private final long y;
  private final long yStride;
  private final long[] sources;
  private final long[] sourceStrides;
  private final long[] targets;
  private final int[] lengths;
  private final Team.Task task = this::share;

  /** A tensor to take channels of, by its address. */
  public record Part(long address, int channels) {}

  /** Writes {@code pixels} rows of the map's channels to {@code y}. */
  public ChannelGatherOp(Team team, long pixels, List<Part> parts, ChannelMap map, long y) {
    this.team = team;
    this.pixels = pixels;
    this.y = y;
    yStride = 4L * map.channels();
    List<Run> runs = map.runs(firstChannels(parts));
    sources = new long[runs.size()];
    sourceStrides = new long[runs.size()];
    targets = runs.stream().mapToLong(run -> 4L * run.target()).toArray();
    lengths = runs.stream().mapToInt(Run::length).toArray();
    for (int i = 0; i < runs.size(); i++) {
      if (!runs.get(i).isZero()) {
        locate(i, runs.get(i).source(), parts);
      }
    }
  }

  private static List<Integer> firstChannels(List<Part> parts) {
    List<Integer> firsts = new ArrayList<>();
    int channel = 0;
    for (Part part : parts) {
      firsts.add(channel);
      channel += part.channels();
    }
    return firsts;
  }

  private void locate(int run, int source, List<Part> parts) {
    int channel = source;
    for (Part part : parts) {
      if (channel < part.channels()) {
        sources[run] = part.address() + 4L * channel;
        sourceStrides[run] = 4L * part.channels();
        return;
      }
      channel -= part.channels();
    }
    throw new IllegalArgumentException("no part has channel " + source);
  }

  @Override
  public void run() {
    team.run(task);
  }

  private void share(int member) {
    long end = team.begin(pixels, member + 1);
    for (long pixel = team.begin(pixels, member); pixel < end; pixel++) {
      for (int run = 0; run < lengths.length; run++) {
        long to = y + pixel * yStride + targets[run];
        if (sources[run] == NOTHING) {
          Lanes.zero(to, lengths[run]);
        } else {
          copy(sources[run] + pixel * sourceStrides[run], to, lengths[run]);
        }
      }
    }
  }

  private static void copy(long from, long to, int length) {
    int i = 0;
    for (; i <= length - Lanes.LENGTH; i += Lanes.LENGTH) {
      Lanes.store(Lanes.load(from + 4L * i), to + 4L * i);
    }
    for (; i < length; i++) {
      Lanes.set(to + 4L * i, Lanes.get(from + 4L * i));
    }
  }
}
