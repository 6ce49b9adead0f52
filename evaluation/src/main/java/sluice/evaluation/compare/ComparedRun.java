package sluice.evaluation.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished run, as far as it is compared.
 *
 * @param name unique among the compared
 * @param config every setting by its dotted key, as text
 * @param judged what its figures were judged against, by name: fingerprints of dataset and
 *     judgements, facts of the protocol, contracts of the measures. Where two runs have another
 *     value, or one has none, their figures must not be held against each other
 * @param headline the measure its report is about
 * @param measures the values of every row, in the order of the report
 * @param activity how many interactions a user has in the fitting part; users without are cold.
 *     Empty where it is not known
 */
public record ComparedRun(
    String name,
    Map<String, String> config,
    Map<String, String> judged,
    String headline,
    List<RowValues> measures,
    Map<String, Integer> activity) {
  /** Copies. */
  public ComparedRun {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    judged = Collections.unmodifiableMap(new LinkedHashMap<>(judged));
    measures = List.copyOf(measures);
    activity = Map.copyOf(activity);
  }

  /** One measure of one system, by row. */
  public static final class RowValues {
    private final String measure;
    private final String system;
    private final List<String> rows;
    private final List<String> owners;
    private final double[] values;

    /**
     * Makes it.
     *
     * @param measure its name
     * @param system whose lists
     * @param rows who was judged: users, or requests; in k-fold a user stands there once a fold
     * @param owners whose row it is: the user
     * @param values one a row, without NaN; taken over, not copied
     */
    public RowValues(
        String measure, String system, List<String> rows, List<String> owners, double[] values) {
      this.measure = measure;
      this.system = system;
      this.rows = List.copyOf(rows);
      this.owners = List.copyOf(owners);
      this.values = values;
      if (rows.size() != values.length || owners.size() != values.length) {
        throw new IllegalArgumentException(
            rows.size() + " rows, " + owners.size() + " owners, " + values.length + " values");
      }
    }

    /** Returns the measure's name. */
    public String measure() {
      return measure;
    }

    /** Returns whose lists were judged. */
    public String system() {
      return system;
    }

    List<String> rows() {
      return rows;
    }

    List<String> owners() {
      return owners;
    }

    double[] values() {
      return values;
    }
  }

  /** Returns a measure's values, where it is reported. */
  public Optional<RowValues> measure(String measure) {
    return measures.stream().filter(m -> m.measure().equals(measure)).findFirst();
  }

  /** Returns the seed of its config, or nothing. */
  public String seed() {
    return config.getOrDefault("seed", "");
  }
}
