package dev.convoy.protocol.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A document that is no experiment, with everything that is wrong with it. */
public final class InvalidExperimentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<SpecError> errors;

  InvalidExperimentException(List<SpecError> errors) {
    super(errors.stream().map(SpecError::toString).collect(Collectors.joining("; ")));
    this.errors = List.copyOf(errors);
  }

  /** Never empty; in the order of the document. */
  public List<SpecError> errors() {
    return errors;
  }
}
