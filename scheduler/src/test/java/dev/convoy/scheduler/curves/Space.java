package dev.convoy.scheduler.curves;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Which of the recorded values of each hyperparameter an experiment has. */
enum Space {
  /** All of them. */
  WHOLE {
    @Override
    ObjectNode of(ExperimentSpec experiment, long seed) {
      return experiment.document().deepCopy();
    }
  },

  /**
   * What somebody may write down who doesn't know the answer: of two values both, of more the half
   * of them at even distances, whichever by seed; rising or falling, also by seed.
   */
  EVERY_OTHER_VALUE {
    @Override
    ObjectNode of(ExperimentSpec experiment, long seed) {
      ObjectNode document = experiment.document().deepCopy();
      SplittableRandom random = new SplittableRandom(seed);
      for (String path : experiment.space().parameters().keySet()) {
        ArrayNode options = (ArrayNode) document.at("/" + path.replace('.', '/') + "/ordinal");
        List<JsonNode> kept = new ArrayList<>();
        int count = options.size() > 2 ? (options.size() + 1) / 2 : options.size();
        int offset = random.nextInt(options.size());
        for (int i = 0; i < count; i++) {
          kept.add(options.get((i * options.size() + offset) / count));
        }
        if (random.nextBoolean()) {
          Collections.reverse(kept);
        }
        options.removeAll().addAll(kept);
      }
      return document;
    }
  };

  /** The experiment's document with these values; a copy. */
  abstract ObjectNode of(ExperimentSpec experiment, long seed);
}
