package sluice.candidates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values of an independent reference by name: lines of a word and numbers. */
public final class Golden {
  private final Map<String, double[]> values = new HashMap<>();

  /** Reads a resource that stands beside a test. */
  public Golden(Class<?> test, String resource) {
    try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(resource))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        values.put(words.remove(0), words.stream().mapToDouble(Double::parseDouble).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns numbers by name. */
  public double[] get(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Returns one of the numbers of a name. */
  public double get(String name, int k) {
    return get(name)[k];
  }

  /** Returns one of the numbers of a name as a whole number. */
  public int whole(String name, int k) {
    return (int) get(name)[k];
  }

  /** Returns numbers as rows of some length. */
  public double[][] rows(String name, int length) {
    double[] all = get(name);
    double[][] rows = new double[all.length / length][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(all, r * length, (r + 1) * length);
    }
    return rows;
  }
}
