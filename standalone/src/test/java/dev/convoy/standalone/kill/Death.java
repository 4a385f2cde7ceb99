package dev.convoy.standalone.kill;

/** How a process ends. */
enum Death {
  /** As by kill -9. */
  KILLED {
    @Override
    void of(Process process) {
      process.destroyForcibly();
    }
  },
  /** As by a service manager's SIGTERM: it may bring things to their end. */
  STOPPED {
    @Override
    void of(Process process) {
      process.destroy();
    }
  };

  /** Sends the signal; doesn't wait. */
  abstract void of(Process process);
}
