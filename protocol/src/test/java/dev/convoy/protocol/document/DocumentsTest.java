package dev.convoy.protocol.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1e-3 | 0.001
          -.5 | -0.5
          3. | 3.0
          +7 | 7
          0x1F | '0x1F'
          010 | 10
          1_000 | '1_000'
          190:20:30 | '190:20:30'
          2026-01-02 | '2026-01-02'
          no | 'no'
          on | 'on'
          True | true
          ~ | null
          .inf | '.inf'
          1e999 | '1e999'
          '1' | '1'
          99999999999 | 99999999999
          """)
  void plainScalarsMeanWhatYaml12Says(String yaml, String value) throws DocumentSyntaxException {
    assertThat(Documents.yaml(utf8("a: " + yaml)).path("a").toString())
        .isEqualTo(value.replace('\'', '"'));
  }

  @Test
  void jsonAndYamlOfTheSameDocumentAreEqualTrees() throws DocumentSyntaxException {
    byte[] document = utf8("{\"a\": [1, 2.5, \"x\", true, null, 12345678901], \"b\": {\"c\": {}}}");

    assertThat(Documents.yaml(document)).isEqualTo(Documents.json(document));
  }

  @Test
  void anAliasStandsForACopy() throws DocumentSyntaxException {
    assertThat(Documents.yaml(utf8("{a: &x [1, 2], b: *x}")))
        .isEqualTo(Documents.json(utf8("{\"a\": [1, 2], \"b\": [1, 2]}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a: 1\\na: 2 | has the key 'a' twice (line 2, column 1)
          a: {b: 1, b: 2} | has the key 'b' twice (line 1, column 11)
          a: [1, 2 | is not YAML: expected ',' or ']', but got <stream end> (line 1, column 9)
          a: 1\\n---\\nb: 2 | holds several YAML documents, but one is expected
          ? [1]\\n: 2 | has a key that is no text (line 1, column 3)
          # nothing | is empty
          a: *b | is not YAML: found undefined alias b (line 1, column 4)
          """)
  void sayWhereYamlIsWrong(String yaml, String problem) {
    assertThatThrownBy(() -> Documents.yaml(utf8(yaml.replace("\\n", "\n"))))
        .isInstanceOf(DocumentSyntaxException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"a": 1, "a": 2} | is not JSON: Duplicate field 'a' (line 1, column 13)
          {"a": 1 | is not JSON: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]) (line 1, column 8)
          """)
  void sayWhereJsonIsWrong(String json, String problem) {
    assertThatThrownBy(() -> Documents.json(utf8(json)))
        .isInstanceOf(DocumentSyntaxException.class)
        .hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource({"{} {}", "{}x", "[1e999]", "NaN", "''", "' '"})
  void refuseWhatIsNotOneJsonDocument(String json) {
    assertThatThrownBy(() -> Documents.json(utf8(json)))
        .isInstanceOf(DocumentSyntaxException.class);
  }

  @Test
  void refuseABombOfAliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
    for (int i = 1; i < 16; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(3, before))));
    }

    assertThatThrownBy(() -> Documents.yaml(utf8(bomb.toString())))
        .isInstanceOf(DocumentSyntaxException.class)
        .hasMessage("has more than 20,000 values, aliases included");
  }

  @Test
  void refuseAnAliasOfItself() {
    assertThatThrownBy(() -> Documents.yaml(utf8("a: &a [*a]")))
        .isInstanceOf(DocumentSyntaxException.class)
        .hasMessageStartingWith("is nested deeper than 32");
  }

  @Test
  void refuseWhatIsTooDeepTooLongOrNotText() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    byte[] large = new byte[Documents.MAX_BYTES + 1];

    assertThatThrownBy(() -> Documents.json(utf8(deep)))
        .isInstanceOf(DocumentSyntaxException.class);
    assertThatThrownBy(() -> Documents.yaml(utf8(deep)))
        .isInstanceOf(DocumentSyntaxException.class);
    assertThatThrownBy(() -> Documents.yaml(large))
        .hasMessage("has 262,145 bytes, but at most 262,144 are read");
    assertThatThrownBy(() -> Documents.json(new byte[] {'"', (byte) 0xC3, '"'}))
        .hasMessage("is not text in UTF-8");
    assertThatThrownBy(() -> Documents.yaml(utf8("a: " + "x".repeat(10_001))))
        .hasMessage("has a text longer than 10,000 characters (line 1, column 4)");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
