package dev.convoy.cnn.data;

import java.util.List;
import java.util.Optional;

/** A dataset as it was published: images to learn from, images to be tested with, class names. */
record Dataset(ImageSource learning, ImageSource test, List<String> classNames) {

  Splits cut(DatasetSpec spec) {
    ImageSource used = limit(learning, spec.size().training());
    StratifiedSplit cut = StratifiedSplit.of(used, spec.validationShare(), spec.seed());
    return new Splits(cut.rest(), cut.heldOut(), limit(test, spec.size().test()), classNames);
  }

  private static ImageSource limit(ImageSource source, Optional<Integer> most) {
    return most.filter(count -> count < source.size())
        .map(count -> Subset.sample(source, count))
        .orElse(source);
  }
}
