package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a draw lies in one dimension of a space, see {@link Draw}.
 *
 * @param share all of the interval where the draw has no value: within an option that it has not
 */
record Located(Distribution distribution, Share share) {
  private static final Hyperparameters NOWHERE = new Hyperparameters(Map.of());

  /** Where a draw lies, dimension by dimension. */
  static List<Located> of(SearchSpace space, Hyperparameters draw) {
    List<Located> found = new ArrayList<>();
    locate(space, draw, found);
    return found;
  }

  private static void locate(SearchSpace part, Hyperparameters draw, List<Located> found) {
    for (Map.Entry<String, Distribution> parameter : part.parameters().entrySet()) {
      Distribution distribution = parameter.getValue();
      ParameterValue value = draw.values().get(parameter.getKey());
      found.add(
          new Located(
              distribution, value == null ? Share.WHOLE : Scale.share(distribution, value)));
      if (distribution instanceof Distribution.Choice choice) {
        int drawn = value == null ? -1 : choice.options().indexOf(value);
        for (int option = 0; option < choice.within().size(); option++) {
          locate(choice.within().get(option), option == drawn ? draw : NOWHERE, found);
        }
      }
    }
  }
}
