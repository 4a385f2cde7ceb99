package dev.convoy.worker.ensemble;

import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.data.Views;
import dev.convoy.cnn.ensemble.GreedySelection;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.train.Predictor;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EnsembleScore.MemberScore;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.message.Work.BuildEnsemble.Member;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.worker.leg.Failures;
import dev.convoy.worker.leg.UnusableSpecException;
import dev.convoy.worker.leg.Workshop;
import dev.convoy.worker.mesh.ReportLostException;
import dev.convoy.worker.queue.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores ensembles, member by member. Who votes is chosen on answers to the validation split that
 * are kept from one attempt to the next; the test split is asked of those alone. It stops between
 * two members, when its experiment is stopped or the work isn't this worker's any more. Belongs to
 * the computing thread.
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
    Splits data = workshop.datasets().open(dataset(work));
    Views views = views(work);
    BooleanSupplier mayGoOn =
        () -> goOn.getAsBoolean() && !workshop.orders().stop(work.experimentId());
    return chosen(work, data.validation(), views, mayGoOn)
        .flatMap(
            members ->
                answers(members, member -> answer(member, data.test(), views), mayGoOn)
                    .map(answers -> score(members, answers, data.test())));
  }

  private static DatasetSpec dataset(Work.BuildEnsemble work) {
    return work.members().getFirst().spec().dataset();
  }

  /** Those of the members that are to vote; empty if it may not go on. */
  private Optional<List<Member>> chosen(
      Work.BuildEnsemble work, ImageSource validation, Views views, BooleanSupplier mayGoOn) {
    if (work.choose().isEmpty()) {
      return Optional.of(work.members());
    }
    discardUnfinished(work);
    ValidationAnswers kept =
        new ValidationAnswers(
            workshop.snapshots(), dataset(work), validation, work.testTimeAugmentation());
    int most = work.choose().getAsInt();
    return answers(
            work.members(),
            member -> kept.of(member.snapshot(), () -> answer(member, validation, views)),
            mayGoOn)
        .map(
            answers ->
                GreedySelection.choose(answers, validation, most).stream()
                    .map(work.members()::get)
                    .toList());
  }

  /** What a worker that was killed while it kept answers left behind. */
  private void discardUnfinished(Work.BuildEnsemble work) {
    work.members().stream()
        .map(Member::trial)
        .distinct()
        .forEach(trial -> workshop.snapshots().discardUnfinished(work.experimentId(), trial));
  }

  /** Of one member after the other; empty if it may not go on. */
  private static Optional<List<Probabilities>> answers(
      List<Member> members, Function<Member, Probabilities> answer, BooleanSupplier mayGoOn) {
    List<Probabilities> answers = new ArrayList<>();
    for (Member member : members) {
      if (!mayGoOn.getAsBoolean()) {
        return Optional.empty();
      }
      answers.add(answer.apply(member));
    }
    return Optional.of(answers);
  }

  private static EnsembleScore score(
      List<Member> members, List<Probabilities> answers, ImageSource test) {
    List<MemberScore> scores = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      OptionalInt epoch = OptionalInt.of(member.snapshot().epoch());
      scores.add(new MemberScore(member.trial(), epoch, answers.get(i).accuracy(test)));
    }
    return new EnsembleScore(scores, Probabilities.average(answers).accuracy(test));
  }

  private static Views views(Work.BuildEnsemble work) {
    try {
      return Views.parse(work.testTimeAugmentation());
    } catch (IllegalArgumentException e) {
      throw new UnusableSpecException(e);
    }
  }

  private Probabilities answer(Member member, ImageSource images, Views views) {
    Path snapshot = workshop.snapshots().resolve(member.snapshot()).file();
    try (Predictor predictor = Predictor.load(snapshot, workshop.device())) {
      return new Probabilities(predictor.probabilities(images, views));
    }
  }
}
