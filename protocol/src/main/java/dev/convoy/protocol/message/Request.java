package dev.convoy.protocol.message;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Extension;
import java.time.Instant;

/**
 * What a client wants, as the gateway passed it on. Saying the same twice changes nothing: the
 * experiment's id is chosen by the gateway, from the idempotency key where there is one.
 */
public sealed interface Request extends Message {

  /** When the gateway took it. */
  Instant at();

  /** Run this experiment. */
  record SubmitExperiment(ExperimentId experimentId, ExperimentSpec spec, Instant at)
      implements Request {}

  /** End it now; running trials stop within a batch. */
  record CancelExperiment(ExperimentId experimentId, Instant at) implements Request {}

  /** Order no more work until it is resumed; what trains ends its epoch first. */
  record PauseExperiment(ExperimentId experimentId, Instant at) implements Request {}

  /** Try or train more of it: see {@link Extension} for what may be said. */
  record ExtendExperiment(ExperimentId experimentId, Extension extension, Instant at)
      implements Request {}

  /** Go on where a pause found it. */
  record ResumeExperiment(ExperimentId experimentId, Instant at) implements Request {}
}
