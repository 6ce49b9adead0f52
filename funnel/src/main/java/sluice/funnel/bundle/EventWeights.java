package sluice.funnel.bundle;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sluice.core.Interactions;
import sluice.core.ValueKind;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.core.store.PartFile;

/**
 * What an event counts as implicit feedback: what its type most often weighed in the data, else the
 * table of well-known types; times the factor of its value where the data's values are counts,
 * durations or amounts. Immutable, safe for use by many threads.
 */
public final class EventWeights {
  private static final Map<String, Float> WELL_KNOWN =
      Map.of(
          "click",
          1f,
          "like",
          1f,
          "play",
          1f,
          "finish",
          1f,
          "purchase",
          1f,
          "rate",
          1f,
          "dislike",
          -1f,
          "hide",
          -1f,
          "skip",
          -1f);

  private final Map<String, Float> weights;
  private final ValueKind values;

  private EventWeights(Map<String, Float> weights, ValueKind values) {
    this.weights = weights;
    this.values = values;
  }

  /** Reads the weights off the data that a bundle was made of. */
  public static EventWeights of(Interactions rows) {
    Map<String, Float> weights = new TreeMap<>(WELL_KNOWN);
    int types = rows.eventTypes().size();
    Map<Float, Integer>[] counts = counters(types);
    for (int row = 0; row < rows.size(); row++) {
      counts[rows.event(row)].merge(ofType(rows, row), 1, Integer::sum);
    }
    for (int type = 0; type < types; type++) {
      Optional<Float> most =
          counts[type].entrySet().stream()
              .max(Map.Entry.<Float, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getKey);
      if (most.isPresent()) {
        weights.put(rows.eventTypes().get(type), most.get());
      }
    }
    return new EventWeights(weights, rows.valueKind());
  }

  /** Returns what a row's type weighs: its weight without the factor of its value. */
  private static float ofType(Interactions rows, int row) {
    float weight = rows.weight(row);
    double factor = rows.valueKind().factor(rows.value(row));
    return factor == 1
        ? weight
        : new BigDecimal(weight / factor).round(new MathContext(6)).floatValue();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of maps
  private static Map<Float, Integer>[] counters(int types) {
    Map[] counts = new Map[types];
    java.util.Arrays.setAll(counts, t -> new LinkedHashMap<Float, Integer>());
    return counts;
  }

  void write(ArrayWriter out) {
    float[] values = new float[weights.size()];
    int i = 0;
    for (float weight : weights.values()) {
      values[i++] = weight;
    }
    out.strings("event.types", List.copyOf(weights.keySet())).floats("event.weights", values);
    PartFile.writeKind(this.values, out);
  }

  static EventWeights read(ArrayReader in) {
    List<String> types = in.strings("event.types");
    float[] values = in.floats("event.weights");
    Map<String, Float> weights = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      weights.put(types.get(i), values[i]);
    }
    return new EventWeights(weights, PartFile.readKind(in));
  }

  /** Returns the types of events that count, with their weights, by name. */
  public Map<String, Float> all() {
    return java.util.Collections.unmodifiableMap(weights);
  }

  /** Says whether anything is known of a type. */
  public boolean has(String type) {
    return weights.containsKey(type);
  }

  /**
   * Returns what an event of a type weighs; empty for a type nothing is known of.
   *
   * @param value NaN for none
   */
  public Optional<Float> weight(String type, float value) {
    return Optional.ofNullable(weights.get(type)).map(w -> (float) (w * values.factor(value)));
  }
}
