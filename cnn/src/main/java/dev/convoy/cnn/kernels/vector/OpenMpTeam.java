package dev.convoy.cnn.kernels.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Members of libgomp's team, the very threads on which oneDNN's primitives run. A pool of Java
 * threads beside them was 4 to 23 times slower, for both spin while they wait. Used by one thread
 * at a time.
 */
public final class OpenMpTeam implements Team, AutoCloseable {

  private static final int MOST_TEAMS = 1024;

  // A native thread comes back with a number alone, so the teams in use are kept by number.
  private static final AtomicReferenceArray<@Nullable OpenMpTeam> TEAMS =
      new AtomicReferenceArray<>(MOST_TEAMS);

  private final int size;
  private int number;
  private @Nullable Task task;
  private volatile @Nullable Throwable failure;

  private OpenMpTeam(int size) {
    this.size = size;
  }

  /**
   * A team of so many threads.
   *
   * @throws IllegalStateException if a thousand are open, which means they are never closed
   */
  public static OpenMpTeam open(int size) {
    OpenMpTeam team = new OpenMpTeam(size);
    for (int free = 0; free < MOST_TEAMS; free++) {
      if (TEAMS.compareAndSet(free, null, team)) {
        team.number = free;
        return team;
      }
    }
    throw new IllegalStateException(MOST_TEAMS + " teams are open; close networks after use");
  }

  /** Gives the calling thread's parallel regions this team's size, oneDNN's own too. */
  public void enter() {
    OpenMp.setThreads(size);
  }

  /**
   * Makes something that computes on its calling thread alone, whatever the team's size: oneDNN's
   * primitives divide their work when they are made.
   */
  public <T> T alone(Supplier<T> maker) {
    OpenMp.setThreads(1);
    try {
      return maker.get();
    } finally {
      enter();
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void run(Task work) {
    task = work;
    OpenMp.parallel(number, size);
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("a kernel failed", thrown);
    }
  }

  @Override
  public void close() {
    TEAMS.set(number, null);
  }

  /**
   * What a native thread does. libgomp may give fewer threads than asked for: then each takes
   * several shares. Nothing is thrown from here, since that would end the JVM.
   */
  static void share(int number, int thread, int threads) {
    OpenMpTeam team = TEAMS.get(number);
    if (team == null || team.task == null) {
      return;
    }
    try {
      for (int member = thread; member < team.size; member += threads) {
        team.task.run(member);
      }
    } catch (Throwable thrown) {
      team.failure = thrown;
    }
  }
}
