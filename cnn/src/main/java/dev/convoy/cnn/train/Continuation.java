package dev.convoy.cnn.train;

/** In what the spec of a resumed run may differ from that of its snapshot. */
public enum Continuation {
  /** In nothing. */
  UNCHANGED {
    @Override
    boolean allows(TrainingSpec saved, TrainingSpec wanted) {
      return saved.equals(wanted);
    }
  },
  /** In the number of epochs: a run that is trained longer, or is to end earlier. */
  EXTENDED {
    @Override
    boolean allows(TrainingSpec saved, TrainingSpec wanted) {
      return saved.withEpochs(wanted.epochs()).equals(wanted);
    }
  },
  /**
   * In every hyperparameter but the network's shape and what it sees, as in population based
   * training (Jaderberg et al. 2017). What the new optimizer keeps is taken over where the old one
   * kept it too, and begins at zero elsewhere.
   */
  CHANGED {
    @Override
    boolean allows(TrainingSpec saved, TrainingSpec wanted) {
      return saved.network().withDropout(wanted.network().dropout()).equals(wanted.network())
          && saved.preprocessing().equals(wanted.preprocessing());
    }
  };

  abstract boolean allows(TrainingSpec saved, TrainingSpec wanted);
}
