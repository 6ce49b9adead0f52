package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.Interactions;
import sluice.core.UserError;
import sluice.core.ValueKind;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.split.DatasetLoader;

/** What values are taken for, and how they weigh. */
class ValueKindsTest {
  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world = new World(temp);
  }

  private CanonicalTables ingest(String column, String more, double... values) {
    String rows =
        IntStream.range(0, values.length)
            .mapToObj(i -> "u" + i % 3 + ",i" + i + "," + values[i] + "\n")
            .collect(Collectors.joining());
    world.file("a.csv", "u,i," + column + "\n" + rows);
    world.yaml(
        "interactions: {path: a.csv, columns: {user: u, item: i, value: "
            + column
            + "}"
            + more
            + "}\n");
    return world.ingest();
  }

  @ParameterizedTest
  @CsvSource({
    "'}\nrelevant: {value: \">= 4\"', 5, true",
    "'}\nrelevant: {grade: value', 5, true",
    "'}\nrelevant: {value: \">= 4\"', 4, false", // two values
    "'', 5, false",
  })
  void oneValueForAllTellsNothingApart(String more, double last, boolean said) {
    String words =
        "relevant asks for the value (column r), but all values are 5: it tells no interaction from"
            + " another. Leave value and grade out of relevant";
    assertThat(
            ingest("r", more.replace("\\n", "\n"), 5, 5, last).warnings().stream()
                .anyMatch(w -> w.endsWith(words) && w.contains("dataset.yaml:2: ")))
        .isEqualTo(said);
  }

  /** Ratings as data sets have them, next to data that are none. */
  @ParameterizedTest
  @CsvSource({
    "r, 1, 5, 1, rating", // stars
    "r, 0.5, 5, 0.5, rating", // MovieLens
    "r, 0, 10, 1, rating", // Book-Crossing
    "r, 20, 100, 20, rating", // per cent in fifths
    "r, -10, 10, 0.37, rating", // Jester: what is below 0 is neither count nor amount
    "r, 0, 1, 0.01, rating", // a share watched, as in the sample world
    "r, 1, 40, 1, count", // more steps than people rate by
    "r, 0.25, 90, 0.75, amount",
    "rating, 0, 100, 1, rating", // Yahoo! Music, by its name
    "playCount, 1, 5, 1, count",
    "watched_seconds, 0, 20, 1, duration",
    "price, 1, 5, 1, amount"
  })
  void areDecidedFromTheDataAndTheName(
      String column, double first, double last, double step, String expected) {
    double[] values =
        DoubleStream.iterate(first, v -> v <= last + 1e-9, v -> v + step)
            .map(v -> Math.round(v * 100) / 100.0)
            .toArray();
    CanonicalTables tables = ingest(column, "", values);
    assertThat(tables.valueKind().type().word()).isEqualTo(expected);
    assertThat(tables.values().orElseThrow().declared()).isFalse();
    assertThat(CanonicalTables.read(tables.folder())).isEqualTo(tables);
  }

  @Test
  void unevenStepsAreNoRating() {
    assertThat(ingest("r", "", 1, 2, 3, 17, 40).valueKind().type()).isEqualTo(ValueKind.Type.COUNT);
  }

  @Test
  void whatIsNoRatingIsSaid() {
    CanonicalTables tables = ingest("weight", "", 3, 17, 40, 352698);
    assertThat(tables.warnings())
        .containsExactly(
            "value (column weight) is taken for a count, not a rating: 4 distinct values from 3 to"
                + " 352,698. It raises the weight of an interaction and is not averaged; to say"
                + " what it is, write valueIs: rating, count, duration or amount under"
                + " interactions");
    assertThat(tables.values().orElseThrow().toText())
        .isEqualTo("count (decided from the data: 4 distinct values from 3 to 352,698)");
  }

  @Test
  void whatIsSaidIsTaken() {
    CanonicalTables tables = ingest("r", ", valueIs: {type: duration, scale: 60}", 1, 2, 3);
    assertThat(tables.valueKind()).isEqualTo(new ValueKind(ValueKind.Type.DURATION, 60));
    assertThat(tables.warnings()).isEmpty();
    assertThat(ingest("r", "", 1, 2, 3).fingerprint()).isNotEqualTo(tables.fingerprint());
    assertThat(ingest("plays", ", valueIs: rating", 1, 900, 20000).valueKind())
        .isEqualTo(ValueKind.RATING);
  }

  @Test
  void valuesBelowZeroThatAreNoRatingsAreSaid() {
    assertThat(ingest("r", ", valueIs: amount", 12.5, -3, 4).warnings())
        .containsExactly(
            "1 interactions have a value below 0, which weighs as 0 because the values are amounts;"
                + " give what speaks against an item an event type with negative: true");
  }

  /** 1 + ln(1 + 3 / 2) = 1.9162907, by hand; times the event's weight. */
  @Test
  void countsWeighAndRatingsDoNot() {
    world.file("a.csv", "u,i,n,e\nu1,i1,3,buy\nu1,i2,0,buy\nu1,i3,,view\nu1,i4,3,hide\n");
    String yaml =
        "interactions: {path: a.csv, columns: {user: u, item: i, value: n, event: e}, events: {buy:"
            + " 5, view: 1, hide: {negative: true}}, valueIs: %s}\n";
    world.yaml(yaml.formatted("{type: count, scale: 2}"));
    Interactions counted = DatasetLoader.load(world.ingest(), 1).interactions();
    assertThat(counted.weight(0)).isCloseTo(9.58145f, within(1e-5f));
    assertThat(weights(counted).subList(1, 3)).containsExactly(5f, 1f);
    assertThat(counted.weight(3)).isCloseTo(-1.91629f, within(1e-5f));
    assertThat(counted.valueKind().type()).isEqualTo(ValueKind.Type.COUNT);
    world.yaml(yaml.formatted("rating"));
    Interactions rated = DatasetLoader.load(world.ingest(), 1).interactions();
    assertThat(weights(rated)).containsExactly(5f, 5f, 1f, -1f);
  }

  private static List<Float> weights(Interactions rows) {
    return IntStream.range(0, rows.size()).mapToObj(rows::weight).toList();
  }

  @Test
  void wrongDeclarationsAreRefused() {
    assertThatThrownBy(() -> ingest("r", ", valueIs: stars", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("rating, count, duration, amount");
    assertThatThrownBy(() -> ingest("r", ", valueIs: {type: rating, scale: 2}", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a rating has no scale; it is for count, duration and amount");
    assertThatThrownBy(() -> ingest("r", ", valueIs: {type: count, scale: 0}", 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("interactions.valueIs.scale");
    world.yaml("interactions: {path: a.csv, columns: {user: u, item: i}, valueIs: count}\n");
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "there is no value; add value to interactions.columns, or drop valueIs");
  }
}
