package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // raw files are clearest line by line
class YamlFileTest {
  @TempDir Path folder;

  @Test
  void everyValueKnowsItsLineAndPath() {
    ConfigNode root =
        YamlFile.parse(
            "# a comment\n"
                + "dataset: sample\n"
                + "candidates:\n"
                + "  sources:\n"
                + "    - {type: lucene, n: 400}\n"
                + "    - popularity\n",
            "config.yaml");
    ConfigNode n = root.child("candidates").require("sources").elements().get(0).require("n");
    assertThat(n.place()).isEqualTo("config.yaml:5");
    assertThat(n.path()).isEqualTo("candidates.sources[0].n");
    assertThat(root.child("candidates").require("sources").elements().get(1).asText())
        .isEqualTo("popularity");
  }

  @Test
  void scalarsHaveYamlTypes() {
    ConfigNode root =
        YamlFile.parse(
            "a: 1\n"
                + "b: 1.5\n"
                + "c: true\n"
                + "d: yes\n"
                + "e: ~\n"
                + "f: 2020-01-01\n"
                + "g: '7'\n"
                + "h: 0x10\n"
                + "i: 1e3\n"
                + "j: \"::\"\n"
                + "k: \"\\t\"\n"
                + "l:\n"
                + "m: -.inf\n",
            "f");
    assertThat(root.toPlain())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("a", 1L)
        .containsEntry("b", 1.5)
        .containsEntry("c", true)
        .containsEntry("d", "yes")
        .containsEntry("e", null)
        .containsEntry("f", "2020-01-01")
        .containsEntry("g", "7")
        .containsEntry("h", 16L)
        .containsEntry("i", 1000.0)
        .containsEntry("j", "::")
        .containsEntry("k", "\t")
        .containsEntry("l", null)
        .containsEntry("m", Double.NEGATIVE_INFINITY);
  }

  @Test
  void emptyAndCommentOnlyFilesAreEmptyMaps() {
    for (String text : List.of("", "\n", "# nothing\n", "---\n", "{}", "\uFEFF{}")) {
      assertThat(YamlFile.parse(text, "f").entries()).as("<%s>", text).isEmpty();
    }
  }

  @Test
  void aSingleValueForSet() {
    assertThat(YamlFile.parseValue("42", "--set", "seed").scalarValue()).isEqualTo(42L);
    assertThat(YamlFile.parseValue("", "--set", "seed").isNull()).isTrue();
    assertThat(YamlFile.parseValue("[a, b]", "--set", "x").elements()).hasSize(2);
    ConfigNode map = YamlFile.parseValue("{type: hnsw, n: many}", "--set", "candidates.sources");
    assertThatThrownBy(() -> map.number("n", 1, 1, 10))
        .isInstanceOf(UserError.class)
        .hasMessage("--set: candidates.sources.n is 'many'; a number from 1.0 to 10.0 is expected");
    assertThatThrownBy(() -> YamlFile.parseValue("{a", "--set", "x"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("--set: this is not YAML: ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a key twice|a: 1\\nb: 2\\na: 3|f.yaml:3: key a stands twice, first at f.yaml:1; keep one",
        "a tab|a:\\n\\tb: 1|f.yaml:2: the line is indented by a tab; YAML is indented by spaces",
        "an open brace|a: {b: 1\\nc: 2|f.yaml:2: this is not YAML:",
        "an open quote|a: 'b\\nc: 2|f.yaml:2: this is not YAML:",
        "a second document|a: 1\\n---\\nb: 1|f.yaml:2: a second document begins here; a file holds"
            + " one",
        "a key that is a map|? {a: 1}\\n: 2|f.yaml:1: a key must be a text",
        "an unknown alias|a: *b|f.yaml:1: this is not YAML:",
        "a number too big|a: 99999999999999999999|f.yaml:1: a is 99999999999999999999; whole"
            + " numbers go from",
        "an alias of itself|a: &x [*x]|f.yaml:1: an alias holds itself",
      })
  void faultsNameFileAndLine(String name, String text, String message) {
    assertThatThrownBy(
            () -> YamlFile.parse(text.replace("\\n", "\n").replace("\\t", "\t"), "f.yaml"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void faultsOfTheFileItself() throws IOException {
    Path missing = folder.resolve("none.yaml");
    assertThatThrownBy(() -> YamlFile.read(missing))
        .isInstanceOf(UserError.class)
        .hasMessage(missing + " does not exist");
    assertThatThrownBy(() -> YamlFile.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessage(folder + " is a folder; a file is expected");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: 1\nb: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> YamlFile.read(latin))
        .isInstanceOf(UserError.class)
        .hasMessage(latin + ":2: the text is not UTF-8; save the file in that encoding");
  }

  @Test
  void keysKeepTheirOrder() {
    assertThat(YamlFile.parse("z: 1\na: 2\nm: 3", "f").entries().keySet())
        .containsExactly("z", "a", "m");
    assertThat(Arrays.asList(Map.of("k", 1L)).toString())
        .isEqualTo(YamlFile.parse("[{k: 1}]", "f").toPlain() + "");
  }
}
