package sluice.ingestion.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import sluice.core.ConfigNode;
import sluice.core.UserError;

class ProtocolTest {
  @SuppressWarnings("unused")
  static final Iterable<String> TYPES =
      List.of(
          "global-temporal",
          "per-user-temporal",
          "leave-one-out",
          "random-per-user",
          "random-per-item",
          "k-fold",
          "user-folds",
          "given");

  private static ConfigNode node(Object... keysAndValues) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String key = (String) keysAndValues[i];
      entries.put(
          key, ConfigNode.scalar("c.yaml:" + (i / 2 + 3), "protocol." + key, keysAndValues[i + 1]));
    }
    return ConfigNode.map("c.yaml:2", "protocol", entries);
  }

  @Test
  void readsEveryTypeWithItsDefaults() {
    assertThat(Protocol.read(node()))
        .isEqualTo(new Protocol.GlobalTemporal(OptionalLong.empty(), 0.2));
    assertThat(Protocol.read(node("type", "per-user-temporal", "test", 0.1)))
        .isEqualTo(new Protocol.PerUserTemporal(0.1));
    assertThat(Protocol.read(node("type", "leave-one-out"))).isEqualTo(new Protocol.LeaveOneOut());
    assertThat(Protocol.read(node("type", "random-per-user")))
        .isEqualTo(new Protocol.RandomPerUser(0.2));
    assertThat(Protocol.read(node("type", "random-per-item")))
        .isEqualTo(new Protocol.RandomPerItem(0.2));
    assertThat(
            Protocol.read(
                node(
                    "type", "random-per-user", "test", 0.1, "rounding", "down", "validation", 0.1)))
        .isEqualTo(new Protocol.RandomPerUser(0.1, Rounding.DOWN, 0.1));
    assertThat(Protocol.read(node("type", "random-per-item", "test", 0.25, "rounding", "up")))
        .isEqualTo(new Protocol.RandomPerItem(0.25, Rounding.UP));
    assertThat(Protocol.read(node("type", "user-folds")))
        .isEqualTo(new Protocol.UserFolds(5, 0.2, Rounding.NEAREST, OptionalInt.empty()));
    assertThat(Protocol.read(node("type", "user-folds", "folds", 3L, "pairs", 7L)))
        .isEqualTo(new Protocol.UserFolds(3, 0.2, Rounding.NEAREST, OptionalInt.of(7)));
    assertThat(Protocol.read(node("requests", "rolling")))
        .isEqualTo(
            new Protocol.GlobalTemporal(
                OptionalLong.empty(), 0.2, Optional.of(new Protocol.Rolling(30))));
    assertThat(Protocol.read(node("requests", "rolling", "gapMinutes", 5L)))
        .isEqualTo(
            new Protocol.GlobalTemporal(
                OptionalLong.empty(), 0.2, Optional.of(new Protocol.Rolling(5))));
    assertThat(Protocol.read(node("type", "k-fold"))).isEqualTo(new Protocol.KFold(5));
    assertThat(Protocol.read(node("type", "given")))
        .isEqualTo(new Protocol.Given(Optional.empty(), 0.2));
    assertThat(Protocol.read(node("type", "given", "causal", true)))
        .isEqualTo(new Protocol.Given(Optional.of(true), 0.2));
  }

  @ParameterizedTest
  @FieldSource("TYPES")
  void readsTheTypeAlone(String type) {
    assertThat(Protocol.read(ConfigNode.scalar("c.yaml:2", "protocol", type)).type())
        .isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-31, 2020-01-31T00:00:00Z",
    "2020-01-31T18:30:00Z, 2020-01-31T18:30:00Z",
    "2020-01-31 18:30:00, 2020-01-31T18:30:00Z",
    "2020-01-31T18:30:00+02:00, 2020-01-31T16:30:00Z"
  })
  void readsDates(String text, String instant) {
    assertThat(Protocol.read(node("type", "global-temporal", "cutoff", text)))
        .isEqualTo(
            new Protocol.GlobalTemporal(
                OptionalLong.of(Instant.parse(instant).toEpochMilli()), 0.2));
  }

  private static void refuses(ConfigNode node, String... parts) {
    assertThatThrownBy(() -> Protocol.read(node))
        .isInstanceOf(UserError.class)
        .message()
        .contains(parts);
  }

  @Test
  void refusesWhatIsNotAllowed() {
    refuses(
        ConfigNode.scalar("c.yaml:2", "protocol", "global-temporl"),
        "c.yaml:2",
        "protocol.type",
        "did you mean global-temporal?");
    refuses(node("tst", 0.3), "c.yaml:3", "unknown key protocol.tst", "did you mean test?");
    refuses(node("type", "leave-one-out", "test", 0.2), "unknown key protocol.test");
    refuses(node("type", "per-user-temporal", "cutoff", "2020-01-01"), "unknown key");
    refuses(node("test", 0), "protocol.test is 0", "a number from");
    refuses(node("test", 1.0), "protocol.test is 1.0");
    refuses(node("test", "much"), "protocol.test is 'much'");
    refuses(node("type", "k-fold", "folds", 1L), "protocol.folds is 1", "from 2 to 100");
    refuses(node("cutoff", "31.1.2020"), "c.yaml:3", "protocol.cutoff", "a date is expected");
    refuses(node("cutoff", 2020L), "protocol.cutoff is 2020", "a date is expected");
    refuses(node("type", "given", "causal", "yes"), "true or false");
    refuses(
        node("type", "random-per-item", "rounding", "uo"),
        "c.yaml:4",
        "protocol.rounding",
        "random, up, down, nearest",
        "did you mean up?");
    refuses(node("type", "random-per-item", "validation", 0.1), "unknown key protocol.validation");
    refuses(
        node("type", "random-per-user", "test", 0.6, "validation", 0.4),
        "c.yaml:5",
        "protocol.validation is 0.4",
        "nothing is left to learn from");
    refuses(node("type", "user-folds", "folds", 1L), "protocol.folds is 1", "from 2 to 100");
    refuses(
        node("type", "user-folds", "pairs", 5L, "test", 0.2),
        "protocol.test is 0.2",
        "pairs: says how many");
    refuses(node("type", "user-folds", "pairs", 0L), "protocol.pairs is 0");
    refuses(node("requests", "roling"), "protocol.requests", "did you mean rolling?");
    refuses(node("gapMinutes", 10L), "protocol.gapMinutes", "only requests: rolling asks for");
    refuses(node("requests", "rolling", "gapMinutes", 0L), "protocol.gapMinutes is 0");
    refuses(node("type", "leave-one-out", "requests", "rolling"), "unknown key");
  }
}
