package dev.convoy.gateway.mesh;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Request;

/** Takes in what the mesh says, each topic partition in its order, on the event loop. */
public interface MeshListener {

  /** A client wants something. */
  void on(Request request);

  /**
   * Something happened.
   *
   * @param offset of the fact in its partition
   */
  void on(long offset, Fact fact);

  /** A worker saw something of a trial's network. */
  void on(Observation observation);
}
