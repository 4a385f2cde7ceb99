package dev.convoy.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.scheduler.preview.Preview;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTableTest {
  private static final String FOOTER =
      "Means of 20 simulated runs over made-up learning curves; nothing fails, and time suffices.";

  @Test
  void saysWhatIsExpectedAndWhatIsTheWorst() {
    Preview preview =
        new Preview(
            "nets", 20, 0, 9, 2.25, 6.75, 0, new Preview.Epochs(30.5, 20, 41, 81), List.of());

    assertThat(PreviewTable.of(preview))
        .containsExactly(
            "nets                     expected         at worst",
            "trials                   9                9",
            "  with all their epochs  2.3",
            "  stopped early          6.8",
            "epochs                   30.5 (20 to 41)  81",
            "",
            FOOTER);
  }

  @Test
  void namesChecksAndWhatTheBudgetCutsShort() {
    Preview preview =
        new Preview("nets", 20, 3, 9, 5, 0, 4, new Preview.Epochs(50, 50, 50, 50), List.of());

    assertThat(PreviewTable.of(preview))
        .containsSequence(
            "checks                        3         3",
            "trials                        9         9",
            "  with all their epochs       5",
            "  stopped early               0",
            "  cut short by limits.epochs  4",
            "epochs                        50        50");
  }

  @Test
  void namesBracketsOnlyWhereThereAreSeveral() {
    Preview.Rung first = new Preview.Rung(1, 1, 14, 4.5);
    Preview.Rung other = new Preview.Rung(3, 3, 5, 1);

    assertThat(PreviewTable.of(withRungs(List.of(first))))
        .containsSequence("", "after epoch  trials  go on", "1            14      4.5", "", FOOTER);
    assertThat(PreviewTable.of(withRungs(List.of(first, other))))
        .containsSequence(
            "bracket  after epoch  trials  go on",
            "from 1   1            14      4.5",
            "from 3   3            5       1");
  }

  private static Preview withRungs(List<Preview.Rung> rungs) {
    return new Preview("nets", 20, 0, 19, 5, 14, 0, new Preview.Epochs(70, 70, 70, 70), rungs);
  }
}
