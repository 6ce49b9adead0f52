package sluice.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ConfigNodeTest {
  private static ConfigNode scalar(String path, Object value) {
    return ConfigNode.scalar("c.yaml:7", path, value);
  }

  private static ConfigNode node(Object... keysAndValues) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = (String) keysAndValues[i];
      Object value = keysAndValues[i + 1];
      entries.put(key, value instanceof ConfigNode n ? n : scalar("part." + key, value));
    }
    return ConfigNode.map("c.yaml:3", "part", entries);
  }

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).message().contains(parts);
  }

  @Test
  void readsNumbers() {
    assertThat(node("x", 0.5).number("x", 1, 0, 1)).isEqualTo(0.5);
    assertThat(node("x", 1L).number("x", 0, 0, 1)).isEqualTo(1);
    assertThat(node().number("x", 7, 0, 1)).isEqualTo(7);
    assertThat(node("x", null).number("x", 7, 0, 1)).isEqualTo(7);
    refuses(() -> node("x", "five").number("x", 1, 0, 9), "part.x is 'five'");
    refuses(() -> node("x", 1.1).number("x", 0, 0, 1), "part.x is 1.1", "a number from 0.0 to 1.0");
    refuses(() -> node("x", Double.NaN).number("x", 0, 0, 1), "part.x is NaN");
    refuses(() -> node("x", true).number("x", 0, 0, 1), "part.x is true");
    refuses(
        () -> node("x", node()).number("x", 0, 0, 1),
        "part is a map",
        "a single value is expected");
  }

  @Test
  void readsFlagsAndTexts() {
    assertThat(node("f", true).flag("f", false)).isTrue();
    assertThat(node().flag("f", true)).isTrue();
    refuses(() -> node("f", "yes").flag("f", false), "part.f is 'yes'", "true or false");
    assertThat(node("t", "word").text("t", "d")).isEqualTo("word");
    assertThat(node("t", 12L).text("t", "d")).isEqualTo("12");
    assertThat(node().text("t", "d")).isEqualTo("d");
    refuses(() -> node("t", "").text("t", "d"), "part.t is ''", "a text is expected");
    refuses(
        () -> node("t", ConfigNode.list("c.yaml:9", "part.t", List.of())).text("t", "d"),
        "c.yaml:9: part.t is a list");
  }

  @Test
  void readsOneOfSeveralWords() {
    List<String> words = List.of("xgboost", "logistic-regression");
    assertThat(node("m", "xgboost").oneOf("m", "x", words)).isEqualTo("xgboost");
    assertThat(node().oneOf("m", "xgboost", words)).isEqualTo("xgboost");
    refuses(
        () -> node("m", "xgbost").oneOf("m", "xgboost", words),
        "c.yaml:7: part.m is 'xgbost'",
        "one of xgboost, logistic-regression is expected",
        "(did you mean xgboost?)");
    assertThatThrownBy(() -> node("m", "something else").oneOf("m", "xgboost", words))
        .message()
        .doesNotContain("did you mean");
  }

  @Test
  void readsLists() {
    ConfigNode two =
        ConfigNode.list(
            "c.yaml:4", "part.l", List.of(scalar("part.l", "a"), scalar("part.l", "b")));
    assertThat(node("l", two).list("l", List.of(), ConfigNode::asText)).containsExactly("a", "b");
    assertThat(node("l", "one").list("l", List.of(), ConfigNode::asText)).containsExactly("one");
    assertThat(node().list("l", List.of("d"), ConfigNode::asText)).containsExactly("d");
    assertThat(scalar("x", null).elements()).isEmpty();
  }

  @Test
  void readsMapsAndTypes() {
    assertThat(scalar("", null).entries()).isEmpty();
    refuses(() -> scalar("part", "word").entries(), "part is 'word'", "a map of keys");
    refuses(() -> ConfigNode.scalar("c.yaml:1", "", 4L).entries(), "c.yaml:1: the file is 4");
    ConfigNode typed = scalar("part", "mmr").typed();
    assertThat(typed.text("type", "")).isEqualTo("mmr");
    refuses(() -> typed.number("type", 0, 0, 1), "part.type");
    ConfigNode map = node("type", "mmr");
    assertThat(map.typed()).isSameAs(map);
    assertThat(node("a", node("b", 1L)).child("a").number("b", 0, 0, 9)).isEqualTo(1);
    assertThat(node().child("a").path()).isEqualTo("part.a");
    refuses(() -> node().require("a"), "c.yaml:3: part.a is missing", "required");
    assertThat(node("a", 1L).require("a").scalarValue()).isEqualTo(1L);
    assertThat(node("a", null).get("a")).isEmpty();
  }

  @Test
  void refusesKeysThatNobodyAskedFor() {
    ConfigNode node = node("folds", 3L, "test", 0.2);
    node.number("folds", 5, 2, 9);
    node.number("test", 0.2, 0, 1);
    node.finish();
    ConfigNode wrong = node("fold", 3L);
    wrong.number("folds", 5, 2, 9);
    wrong.get("test");
    refuses(
        wrong::finish,
        "c.yaml:7: unknown key part.fold",
        "(did you mean folds?)",
        "known here: folds, test");
    ConfigNode far = node("something", 1L);
    far.get("folds");
    assertThatThrownBy(far::finish).message().doesNotContain("did you mean");
  }

  @Test
  void suggestsTheNearestSpelling() {
    assertThat(ConfigNode.didYouMean("protcol", List.of("dataset", "protocol")))
        .isEqualTo(" (did you mean protocol?)");
    assertThat(ConfigNode.didYouMean("SEED", List.of("seed"))).contains("seed");
    assertThat(ConfigNode.didYouMean("zzzzzz", List.of("seed"))).isEmpty();
    assertThat(ConfigNode.didYouMean("x", List.of())).isEmpty();
  }

  @Test
  void tellsHowItWasUnderstood() {
    ConfigNode node = node("n", 5L, "s", "mmr");
    node.number("n", 1, 0, 9);
    node.number("x", 0.25, 0, 1);
    node.require("s").typed().text("type", "");
    assertThat(node.toPlain()).isEqualTo(Map.of("n", 5L, "s", "mmr"));
    assertThat(node.resolved()).isEqualTo(Map.of("n", 5L, "s", Map.of("type", "mmr"), "x", 0.25));
  }
}
