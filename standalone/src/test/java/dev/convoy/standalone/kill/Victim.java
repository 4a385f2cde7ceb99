package dev.convoy.standalone.kill;

/** A service of the mesh. */
enum Victim {
  BROKER,
  SCHEDULER,
  WORKER,
  GATEWAY
}
