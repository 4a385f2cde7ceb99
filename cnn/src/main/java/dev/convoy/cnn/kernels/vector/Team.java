package dev.convoy.cnn.kernels.vector;

/** A fixed number of threads that run one task together. */
public interface Team {

  /** What each member does of it. */
  @FunctionalInterface
  interface Task {

    /** The share of one member, counted from 0. */
    void run(int member);
  }

  /** Number of members. */
  int size();

  /** Runs every member's share and returns when all are done. */
  void run(Task task);

  /** Where a member's share of {@code count} things begins; it ends where the next one's begins. */
  default long begin(long count, int member) {
    return count * member / size();
  }

  /** The calling thread alone. */
  static Team alone() {
    return new Team() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public void run(Task task) {
        task.run(0);
      }
    };
  }
}
