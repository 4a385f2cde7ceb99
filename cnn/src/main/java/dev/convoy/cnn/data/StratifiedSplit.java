package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * A source cut in two so that each class is in both parts by the same share: of a class with n
 * images, {@code round(share * n)} are held out, but at least one and never all (a class with a
 * single image keeps it). Which ones is a function of (seed, class).
 *
 * @param rest what is not held out, in the source's order
 * @param heldOut in the source's order
 */
record StratifiedSplit(ImageSource rest, ImageSource heldOut) {

  static StratifiedSplit of(ImageSource source, double share, long seed) {
    BitSet out = new BitSet(source.size());
    int[][] byClass = indicesByClass(source);
    for (int label = 0; label < byClass.length; label++) {
      int[] members = byClass[label];
      EpochOrder.shuffle(members, SeededRandom.key(seed, label));
      int count = heldOut(members.length, share);
      Arrays.stream(members, 0, count).forEach(out::set);
    }
    int[] rest = IntStream.range(0, source.size()).filter(i -> !out.get(i)).toArray();
    return new StratifiedSplit(
        new Subset(source, rest), new Subset(source, out.stream().toArray()));
  }

  private static int[][] indicesByClass(ImageSource source) {
    int[] counts = new int[source.classes()];
    for (int i = 0; i < source.size(); i++) {
      counts[source.label(i)]++;
    }
    int[][] indices = new int[counts.length][];
    for (int label = 0; label < counts.length; label++) {
      indices[label] = new int[counts[label]];
    }
    for (int i = source.size() - 1; i >= 0; i--) {
      int label = source.label(i);
      indices[label][--counts[label]] = i;
    }
    return indices;
  }

  private static int heldOut(int members, double share) {
    int wanted = (int) Math.round(share * members);
    return Math.clamp(wanted, Math.min(1, Math.max(0, members - 1)), Math.max(0, members - 1));
  }
}
