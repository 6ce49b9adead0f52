package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings records bound by Jackson: defaults, errors with file and line, the resolved config. */
class SettingsBinderTest {
  private static final String DEFAULTS =
      """
      trees: 200       # how many trees
      eta: 0.1         # learning rate
      kind: two-words
      fields: []
      nested: {depth: 3}
      """;

  enum Kind {
    ONE,
    TWO_WORDS
  }

  record Nested(int depth) {
    Nested {
      SettingError.check("depth", depth, 1, 9);
    }
  }

  record Settings(
      int trees, double eta, Kind kind, List<String> fields, Nested nested, Optional<String> note) {
    Settings {
      SettingError.check("trees", trees, 1, 5_000);
      SettingError.check("eta", eta, 0.001, 1);
      fields = List.copyOf(fields);
    }
  }

  private static Settings bind(String yaml) {
    return YamlFile.parse(yaml, "config.yaml").bind(Settings.class, DEFAULTS);
  }

  @Test
  void whatIsNotGivenTakesItsDefault() {
    Settings settings = bind("trees: 5\nnested: {depth: 4}");
    assertThat(settings)
        .isEqualTo(
            new Settings(5, 0.1, Kind.TWO_WORDS, List.of(), new Nested(4), Optional.empty()));
    assertThat(bind("")).extracting(Settings::trees).isEqualTo(200);
  }

  @Test
  void aSingleValueIsAListAndANumberIsAText() {
    assertThat(bind("fields: title").fields()).containsExactly("title");
    assertThat(bind("fields: [1998]").fields()).containsExactly("1998");
    assertThat(bind("note: 7").note()).contains("7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "trees: 0 | config.yaml:2: trees is 0; a whole number from 1 to 5000 is expected",
        "trees: many | config.yaml:2: trees is 'many'; a whole number from 1 to 5000 is expected",
        "trees: 1.5 | config.yaml:2: trees is 1.5; a whole number from 1 to 5000 is expected",
        "eta: 2 | config.yaml:2: eta is 2; a number from 0.001 to 1.0 is expected",
        "eta: '0.5' | config.yaml:2: eta is '0.5'; a number from 0.001 to 1.0 is expected",
        "kind: two-wrods | config.yaml:2: kind is 'two-wrods'; one of one, two-words is expected (did"
            + " you mean two-words?)",
        "tree: 7 | config.yaml:2: unknown key tree (did you mean trees?); known here: trees, eta, kind,"
            + " fields, nested, note",
        "trees: 5000000000 | config.yaml:2: trees is 5000000000; a whole number from 1 to 5000 is"
            + " expected",
        "nested: {depth: x} | config.yaml:2: nested.depth is 'x'; a whole number from 1 to 9 is"
            + " expected",
        "{tree: 7, eta: 2} | config.yaml:2: unknown key tree (did you mean trees?); known here: trees,"
            + " eta, kind, fields, nested, note",
        "nested: 3 | config.yaml:2: nested is 3; a map of keys is expected",
        "nested: {dept: 3} | config.yaml:2: unknown key nested.dept (did you mean depth?); known here:"
            + " depth",
        "fields: {a: b} | config.yaml:2: fields is a map; a text is expected",
      })
  void whatIsNotAllowedIsAnErrorWithItsPlace(String line, String message) {
    assertThatThrownBy(() -> bind("# a comment\n" + line))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThatThrownBy(() -> YamlFile.parse("{}", "config.yaml").bind(Nested.class, ""))
        .hasMessage("config.yaml:1: depth is missing; a whole number from 1 to 9 is expected");
  }

  @Test
  void theResolvedConfigHasTheDefaults() {
    ConfigNode node = YamlFile.parse("type: boosted\ntrees: 5", "config.yaml");
    node.require("type");
    node.bind(Settings.class, DEFAULTS);
    node.finish();
    assertThat(node.resolved())
        .isEqualTo(
            Map.of(
                "type",
                "boosted",
                "trees",
                5L,
                "eta",
                0.1,
                "kind",
                "two-words",
                "fields",
                List.of(),
                "nested",
                Map.of("depth", 3L)));
  }
}
