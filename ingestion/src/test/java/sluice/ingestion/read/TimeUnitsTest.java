package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.UserError;

/** What a number of a time column means; the expected times are those of Python's datetime. */
class TimeUnitsTest {
  @TempDir Path temp;

  private World world(String timestamp, String... times) {
    World world = new World(temp);
    StringBuilder rows = new StringBuilder("u,i,t\n");
    for (int r = 0; r < times.length; r++) {
      rows.append("u").append(r).append(",i,").append(times[r]).append('\n');
    }
    return world
        .yaml(
            "interactions: {path: x.csv, columns: {user: u, item: i, timestamp: "
                + timestamp
                + "}}")
        .file("x.csv", rows.toString());
  }

  private String first(World world) {
    return world.query("SELECT timestamp // 1000 FROM {interactions} ORDER BY seq").get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "20231114, 1699920000, a day as YYYYMMDD",
    "202311142219, 1700000340, a time as YYYYMMDDHHMM",
    "20231114221920, 1700000360, a time as YYYYMMDDHHMMSS",
    "45244.5, 1699963200, a day as spreadsheets count them",
    "19675, 1699920000, days since 1970",
    "2023, 1672531200, a year",
    "1700000360000000, 1700000360, microseconds",
    "1700000360000000000, 1700000360, nanoseconds",
  })
  void aUnitThatIsNotTakenForGrantedIsFoundAndSaid(String number, String seconds, String words) {
    World world = world("t", number, number);
    assertThat(world.ingest().warnings()).anyMatch(w -> w.contains(words));
    assertThat(first(world)).isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1700000360, 1700000360", "1700000360000, 1700000360", "1700000360.0, 1700000360"})
  void secondsAndMillisecondsNeedNoWord(String number, String seconds) {
    World world = world("t", "1700000300" + number.substring(10), number);
    assertThat(world.ingest().warnings()).isEmpty();
    assertThat(world.query("SELECT max(timestamp) // 1000 FROM {interactions}"))
        .containsExactly(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567", "20000000"})
  void aColumnThatLiesWhollyInTheSeventiesIsRefused(String number) {
    World world = world("t", number, number + "1");
    assertThatThrownBy(world::ingest)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("all times of timestamp lie between 1970-0")
        .hasMessageContaining("timestamp: {column: t, format: seconds,");
    assertThat(world.left()).isEmpty();
  }

  @Test
  void smallNumbersAreOrderNumbersAndSaidToBe() {
    World world = world("t", "3", "5");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.startsWith("the numbers of timestamp are too small for times"));
    assertThat(world.query("SELECT \"user\", timestamp FROM {interactions} ORDER BY seq"))
        .containsExactly("u0|3000", "u1|5000");
  }

  @Test
  void declaredSecondsMayCountFromAnyStart() {
    World world = world("{column: t, format: seconds}", "3", "5");
    world.ingest();
    assertThat(world.query("SELECT timestamp FROM {interactions} ORDER BY seq"))
        .containsExactly("3000", "5000");
  }

  @Test
  void aPatternIsReadAsDeclared() {
    World world = world("{column: t, format: '%d/%m/%Y %H:%M'}", "03/04/2023 10:30", "3.4.2023");
    world.ingest();
    assertThat(first(world)).isEqualTo("1680517800");
    assertThat(world.quarantine().get(1))
        .contains("timestamp is not a time written as %d/%m/%Y %H:%M");
  }

  @Test
  void aFormatThatIsNoneIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> world("{column: t, format: second}", "3").ingest())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("dataset.yaml:1")
        .hasMessageContaining("seconds, milliseconds")
        .hasMessageContaining("did you mean seconds");
  }

  @Test
  void microsecondsOfAvailabilityAreNotTheYear52671() {
    World world = world("t", "1700000360", "1700000361");
    world
        .yaml(
            """
            interactions: {path: x.csv, columns: {user: u, item: i, timestamp: t}}
            items: {path: items.csv, key: i, availableFrom: listed}
            """)
        .file("items.csv", "i,listed\ni,1600000000000000\n");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.startsWith("available_from is read as a time in microseconds"));
    assertThat(world.query("SELECT available_from FROM {items}")).containsExactly("1600000000000");
  }

  @Test
  void equalTimesAreSaidWithAProtocolThatNeedsNone() {
    World world = world("t", "1700000360", "1700000360", "1700000360");
    assertThat(world.ingest().warnings())
        .anyMatch(w -> w.startsWith("all times of timestamp are the same (2023-11-14T22:19:20Z)"))
        .anyMatch(w -> w.contains("leave-one-out"));
  }
}
