package dev.convoy.broker;

import java.nio.file.Path;

/** A process that starts a child broker, prints its process id, and waits to be killed. */
final class ParentOfABroker {

  private ParentOfABroker() {}

  public static void main(String[] arguments) throws Exception {
    ChildBroker child = ChildBroker.start(Path.of(arguments[0]), 0);
    System.out.println(child.pid());
    child.onExit().get();
  }
}
