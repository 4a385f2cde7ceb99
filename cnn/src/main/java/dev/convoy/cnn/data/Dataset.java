package dev.convoy.cnn.data;

import java.util.List;

/** A dataset as it was published: images to learn from, images to be tested with, class names. */
record Dataset(ImageSource learning, ImageSource test, List<String> classNames) {

  Splits split(DatasetSpec spec) {
    StratifiedSplit cut = StratifiedSplit.of(learning, spec.validationShare(), spec.seed());
    return new Splits(cut.rest(), cut.heldOut(), test, classNames);
  }
}
