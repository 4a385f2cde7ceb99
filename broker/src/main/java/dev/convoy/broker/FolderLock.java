package dev.convoy.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Holds a data folder for one broker alone. Kafka has a lock of its own, but a second broker opens
 * the metadata log before it gets there, and leaves the first one spinning over a damaged log. The
 * operating system frees the lock when its process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
  /** A broker whose parent was killed takes a moment to end. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting a while for an owner that may be ending.
   *
   * @throws IOException if another broker keeps it, naming the folder
   */
  static FolderLock take(Path folder) throws IOException {
    return take(folder, PATIENCE);
  }

  static FolderLock take(Path folder, Duration patience) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Files.createDirectories(folder).resolve(".convoy-lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    CompletableFuture<Void> giveUp =
        CompletableFuture.runAsync(
            () -> close(channel),
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try {
      channel.lock();
      return new FolderLock(channel);
    } catch (AsynchronousCloseException | OverlappingFileLockException e) {
      channel.close();
      throw new IOException(
          "Another broker holds the lock on %s: stop it, or name another folder"
              .formatted(folder.toAbsolutePath()),
          e);
    } finally {
      giveUp.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
