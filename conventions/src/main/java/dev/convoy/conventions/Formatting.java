package dev.convoy.conventions;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Google Java Format, applied by {@code make fmt} and checked by the build. It runs in a JVM of the
 * project's own Java version, because it reads sources with the compiler's parser; Maven's own JVM
 * may be older.
 */
public final class Formatting {

  private Formatting() {}

  /**
   * What a file should look like.
   *
   * @throws IOException if the file can't be read
   * @throws IllegalArgumentException if it isn't Java, naming the file and the place
   */
  public static String formatted(Path file) throws IOException {
    String source = Files.readString(file);
    try {
      String organized =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(source), Style.GOOGLE);
      return new Formatter().formatSource(organized);
    } catch (FormatterException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Formats every Java file around the folder given, and prints the ones it changed. */
  public static void main(String[] arguments) throws IOException {
    for (Path file : Sources.around(Path.of(arguments[0])).javaFiles()) {
      String formatted = formatted(file);
      if (!formatted.equals(Files.readString(file))) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + file);
      }
    }
  }
}
