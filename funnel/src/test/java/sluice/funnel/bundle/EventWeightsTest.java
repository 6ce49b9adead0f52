package sluice.funnel.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.Interactions;
import sluice.core.ValueKind;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/** What an event weighs while serving is what it would weigh in the data. */
class EventWeightsTest {
  @TempDir Path folder;

  private static Interactions rows(ValueKind kind) {
    float[] values = {3, 0, Float.NaN, 12, 7};
    Interactions.Columns columns = new Interactions.Columns(List.of("buy", "hide"), kind, 5);
    for (int i = 0; i < 5; i++) {
      int event = i % 2;
      double weight = (event == 0 ? 2.5 : -1) * kind.factor(values[i]);
      columns.set(i, 0, i, i, values[i], (float) weight, event, -1);
    }
    return columns.build();
  }

  @Test
  void countsWeighAsTheyDoInTheData() {
    Interactions rows = rows(new ValueKind(ValueKind.Type.COUNT, 2));
    EventWeights weights = stored(EventWeights.of(rows));
    for (int i = 0; i < rows.size(); i++) {
      String type = rows.eventTypes().get(rows.event(i));
      assertThat(weights.weight(type, rows.value(i))).hasValue(rows.weight(i));
    }
    // 2.5 (1 + ln(1 + 5 / 2)) by hand
    assertThat(weights.weight("buy", 5).orElseThrow()).isCloseTo(5.63191f, within(1e-5f));
    assertThat(weights.all()).containsEntry("buy", 2.5f).containsEntry("hide", -1f);
    assertThat(weights.weight("unknown", 5)).isEmpty();
    assertThat(weights.has("unknown")).isFalse();
  }

  @Test
  void ratingsDoNotWeigh() {
    EventWeights weights = stored(EventWeights.of(rows(ValueKind.RATING)));
    assertThat(weights.weight("buy", 5)).hasValue(2.5f);
    assertThat(weights.weight("hide", Float.NaN)).hasValue(-1f);
  }

  private EventWeights stored(EventWeights weights) {
    Path file = folder.resolve("weights");
    try (ArrayWriter out = new ArrayWriter(file)) {
      weights.write(out);
    }
    try (ArrayReader in = new ArrayReader(file)) {
      return EventWeights.read(in);
    }
  }
}
