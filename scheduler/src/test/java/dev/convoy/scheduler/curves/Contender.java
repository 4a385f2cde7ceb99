package dev.convoy.scheduler.curves;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.spec.ExperimentSpec;

/**
 * A way to search the recorded space, with as many trials as it has points.
 *
 * @param name as the document calls it
 * @param search the experiment's {@code search} but for trials, places and seed, as JSON
 * @param stopping the experiment's {@code stopping}, as JSON
 * @param space what the method looks at of the whole
 */
record Contender(String name, String search, String stopping, Space space) {
  private static final String RANDOMLY = "{\"method\": \"random\"}";
  private static final String BY_TPE = "{\"method\": \"tpe\"}";
  private static final String HALVING = "[{\"asha\": {\"eta\": 3, \"firstRung\": 1}}]";

  static final Contender RANDOM = new Contender("random", RANDOMLY, "[]", Space.WHOLE);
  static final Contender GRID =
      new Contender("grid", "{\"method\": \"grid\"}", "[]", Space.EVERY_OTHER_VALUE);
  static final Contender TPE = new Contender("tpe", BY_TPE, "[]", Space.WHOLE);
  static final Contender COARSE_TO_FINE =
      new Contender(
          "coarse-to-fine",
          "{\"method\": \"coarse-to-fine\", \"coarseTrials\": 32, \"coarseEpochs\": 3}",
          "[]",
          Space.WHOLE);
  static final Contender MEDIAN =
      new Contender("random, median", RANDOMLY, "[{\"median\": {}}]", Space.WHOLE);
  static final Contender HYPERBAND =
      new Contender("random, hyperband", RANDOMLY, "[{\"hyperband\": {\"eta\": 3}}]", Space.WHOLE);
  static final Contender ASHA = new Contender("random, asha", RANDOMLY, HALVING, Space.WHOLE);
  static final Contender TPE_ASHA = new Contender("tpe, asha", BY_TPE, HALVING, Space.WHOLE);

  /** The experiment that searches so. */
  ExperimentSpec experiment(RecordedCurves curves, long seed) {
    ObjectNode document = space.of(curves.experiment(), seed);
    ObjectNode method = (ObjectNode) json(search);
    method.put("trials", curves.trials().size());
    method.put("parallel", ReplayedMesh.WORKERS);
    method.put("seed", seed);
    document.set("search", method);
    document.set("stopping", json(stopping));
    document.set("limits", json("{\"failedShare\": 1}"));
    return ExperimentSpec.of(document);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
