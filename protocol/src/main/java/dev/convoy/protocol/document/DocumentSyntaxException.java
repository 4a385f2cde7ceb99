package dev.convoy.protocol.document;

/** Text that can't be read as a tree. */
public final class DocumentSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String problem;

  DocumentSyntaxException(String problem) {
    super(problem);
    this.problem = problem;
  }

  DocumentSyntaxException(String problem, Throwable cause) {
    super(problem, cause);
    this.problem = problem;
  }

  /** What is wrong and where in the text, to be read after the text's name. */
  public String problem() {
    return problem;
  }
}
