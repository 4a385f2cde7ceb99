package dev.convoy.cnn.data;

import dev.convoy.cnn.files.Download;
import dev.convoy.cnn.files.TarFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the datasets known by name are published, with the checksums that torchvision and their
 * authors give (D4).
 *
 * @param base address of the folder that the files are in
 */
record Published(String name, URI base, List<Item> files) {

  private static final String TAR = ".tar.gz";

  /** One file. */
  record Item(String name, String md5) {}

  private static final List<Published> ALL =
      List.of(
          new Published(
              "mnist",
              URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
              List.of(
                  new Item("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                  new Item("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
                  new Item("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
                  new Item("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"))),
          new Published(
              "fashion-mnist",
              URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
              List.of(
                  new Item("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                  new Item("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                  new Item("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                  new Item("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"))),
          new Published(
              "cifar10",
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              List.of(new Item("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530"))),
          new Published(
              "cifar100",
              URI.create("https://www.cs.toronto.edu/~kriz/"),
              List.of(new Item("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8"))));

  /**
   * Puts a dataset's files into a folder, which appears whole or not at all.
   *
   * @throws DataException naming the address, the checksum and what to do
   */
  static void fetch(String name, DataHome home) {
    for (Published dataset : ALL) {
      if (dataset.name.equals(name)) {
        dataset
            .from(home.mirror().map(mirror -> mirror.resolve(name + "/")).orElse(dataset.base))
            .fetch(home.downloads(name));
      }
    }
  }

  private Published from(URI other) {
    return new Published(name, other, files);
  }

  void fetch(Path folder) {
    Path arriving = folder.resolveSibling(folder.getFileName() + ".arriving");
    for (Item item : files) {
      URI source = base.resolve(item.name());
      Path file = arriving.resolve(item.name());
      try {
        new Download(source, item.md5()).to(file);
        if (item.name().endsWith(TAR)) {
          TarFile.unpack(file, arriving);
        }
      } catch (IOException e) {
        throw new DataException(
            file,
            "dataset %s could not be fetched from %s (MD5 %s): %s; try again, or put its files into a folder and name it with CONVOY_DATA or dataset.path"
                .formatted(name, source, item.md5(), e.getMessage()),
            e);
      }
    }
    publish(arriving, folder);
  }

  private static synchronized void publish(Path arriving, Path folder) {
    try {
      if (Files.notExists(folder)) {
        Files.move(arriving, folder, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new DataException(folder, "can't be put in place: " + e, e);
    }
  }
}
