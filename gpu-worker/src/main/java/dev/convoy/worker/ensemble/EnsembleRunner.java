package dev.convoy.worker.ensemble;

import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.train.Predictor;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EnsembleScore.MemberScore;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.worker.leg.Failures;
import dev.convoy.worker.leg.Workshop;
import dev.convoy.worker.mesh.ReportLostException;
import dev.convoy.worker.queue.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores ensembles, member by member. It stops between two members, when its experiment is stopped
 * or the work isn't this worker's any more. Belongs to the computing thread.
 */
public final class EnsembleRunner {
  private static final Logger LOG = LoggerFactory.getLogger(EnsembleRunner.class);

  private final Workshop workshop;

  public EnsembleRunner(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Scores an ensemble and reports it.
   *
   * @param goOn false once the work isn't this worker's any more
   */
  public Outcome run(Work.BuildEnsemble work, BooleanSupplier goOn) {
    try {
      Optional<Report> report = report(work, goOn);
      report.ifPresent(workshop.reporter()::send);
      boolean ended = report.isPresent() || workshop.orders().stop(work.experimentId());
      return ended ? Outcome.DONE : Outcome.HANDED_BACK;
    } catch (ReportLostException e) {
      LOG.warn("Handing back the ensemble of {}", work.experimentId(), e);
      return Outcome.HANDED_BACK;
    }
  }

  /** Empty if it may not go on. */
  private Optional<Report> report(Work.BuildEnsemble work, BooleanSupplier goOn) {
    try {
      return score(work, goOn)
          .map(
              score ->
                  new Report.EnsembleBuilt(
                      work.experimentId(), work.restart(), score, workshop.clock().instant()));
    } catch (RuntimeException | Error e) {
      Failure failure = Failures.of(e);
      LOG.info("The ensemble of {} failed: {}", work.experimentId(), failure);
      return Optional.of(
          new Report.EnsembleFailed(
              work.experimentId(), work.restart(), failure, workshop.clock().instant()));
    }
  }

  private Optional<EnsembleScore> score(Work.BuildEnsemble work, BooleanSupplier goOn) {
    ImageSource test = workshop.datasets().open(work.members().getFirst().spec().dataset()).test();
    List<MemberScore> scores = new ArrayList<>();
    List<Probabilities> answers = new ArrayList<>();
    for (Work.BuildEnsemble.Member member : work.members()) {
      if (!goOn.getAsBoolean() || workshop.orders().stop(work.experimentId())) {
        return Optional.empty();
      }
      Probabilities answer = answer(member, test);
      answers.add(answer);
      scores.add(new MemberScore(member.trial(), answer.accuracy(test)));
    }
    return Optional.of(new EnsembleScore(scores, Probabilities.average(answers).accuracy(test)));
  }

  private Probabilities answer(Work.BuildEnsemble.Member member, ImageSource test) {
    Path snapshot = workshop.snapshots().resolve(member.snapshot()).file();
    try (Predictor predictor = Predictor.load(snapshot, workshop.device())) {
      return new Probabilities(predictor.probabilities(test));
    }
  }
}
