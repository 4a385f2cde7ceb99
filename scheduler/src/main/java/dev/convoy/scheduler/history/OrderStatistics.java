package dev.convoy.scheduler.history;

import java.util.Arrays;

/**
 * A growing multiset of numbers that answers rank and selection in O(log n): a treap (Seidel and
 * Aragon 1996) whose nodes know the size of their subtree. A node's priority is a hash of its
 * number, so the same insertions give the same tree. Two are equal if the same values were inserted
 * in the same order.
 */
public final class OrderStatistics {
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 8;

  private double[] values = new double[FIRST_CAPACITY];
  private int[] left = new int[FIRST_CAPACITY];
  private int[] right = new int[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private int count;
  private int root = NONE;

  void insert(double value) {
    if (count == values.length) {
      grow();
    }
    int node = count++;
    values[node] = value;
    left[node] = NONE;
    right[node] = NONE;
    sizes[node] = 1;
    root = insert(root, node);
  }

  private void grow() {
    int capacity = 2 * values.length;
    values = Arrays.copyOf(values, capacity);
    left = Arrays.copyOf(left, capacity);
    right = Arrays.copyOf(right, capacity);
    sizes = Arrays.copyOf(sizes, capacity);
  }

  /** How many numbers there are. */
  public int size() {
    return count;
  }

  /**
   * The number that has {@code rank} others before it in ascending order.
   *
   * @param rank from 0 to size - 1
   */
  public double select(int rank) {
    if (rank < 0 || rank >= count) {
      throw new IndexOutOfBoundsException("No rank " + rank + " among " + count + " values");
    }
    int node = root;
    int remaining = rank;
    while (remaining != size(left[node])) {
      if (remaining < size(left[node])) {
        node = left[node];
      } else {
        remaining -= size(left[node]) + 1;
        node = right[node];
      }
    }
    return values[node];
  }

  /** How many numbers are strictly smaller than this one. */
  public int rank(double value) {
    int smaller = 0;
    int node = root;
    while (node != NONE) {
      if (Double.compare(values[node], value) < 0) {
        smaller += size(left[node]) + 1;
        node = right[node];
      } else {
        node = left[node];
      }
    }
    return smaller;
  }

  /**
   * A quantile of all numbers but one that is among them, interpolated linearly between the two
   * that it falls between (Hyndman and Fan's type 7).
   *
   * @param share 0 to 1
   */
  public double quantileWithout(double member, double share) {
    int skipped = rank(member);
    double place = (count - 2) * share;
    int below = (int) place;
    double part = place - below;
    double lower = selectWithout(skipped, below);
    return part == 0 ? lower : lower * (1 - part) + selectWithout(skipped, below + 1) * part;
  }

  private double selectWithout(int skippedRank, int rank) {
    return select(rank < skippedRank ? rank : rank + 1);
  }

  /** Inserts as into a search tree, then rotates the node up while its priority is larger. */
  private int insert(int tree, int node) {
    if (tree == NONE) {
      return node;
    }
    if (Double.compare(values[node], values[tree]) < 0) {
      left[tree] = insert(left[tree], node);
      return priority(left[tree]) > priority(tree) ? rotateRight(tree) : resized(tree);
    }
    right[tree] = insert(right[tree], node);
    return priority(right[tree]) > priority(tree) ? rotateLeft(tree) : resized(tree);
  }

  private int rotateRight(int tree) {
    int raised = left[tree];
    left[tree] = right[raised];
    right[raised] = resized(tree);
    return resized(raised);
  }

  private int rotateLeft(int tree) {
    int raised = right[tree];
    right[tree] = left[raised];
    left[raised] = resized(tree);
    return resized(raised);
  }

  /** Nodes on the longest way down; grows with the logarithm of the size. */
  int depth() {
    return depth(root);
  }

  private int depth(int tree) {
    return tree == NONE ? 0 : 1 + Math.max(depth(left[tree]), depth(right[tree]));
  }

  private int resized(int tree) {
    sizes[tree] = 1 + size(left[tree]) + size(right[tree]);
    return tree;
  }

  private int size(int tree) {
    return tree == NONE ? 0 : sizes[tree];
  }

  private static int priority(int node) {
    int hash = (node + 1) * 0x9E3779B9;
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    return hash ^ (hash >>> 13);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrderStatistics statistics
        && Arrays.equals(values, 0, count, statistics.values, 0, statistics.count);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(Arrays.copyOf(values, count));
  }
}
