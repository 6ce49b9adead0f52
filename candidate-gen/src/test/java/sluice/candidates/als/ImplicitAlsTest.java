package sluice.candidates.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import sluice.candidates.Worlds;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Interactions;
import sluice.core.Progress;
import sluice.core.Request;

class ImplicitAlsTest {
  private static final AlsSettings SMALL = new AlsSettings(20, 6, 3, 0.02, 1, 3);

  /** Against the exact solution in double by numpy: src/test/python/als_golden.py. */
  @Test
  void agreesWithTheExactSolution() throws IOException {
    Map<String, double[]> golden = golden();
    double[] shape = golden.get("shape");
    int users = (int) shape[0];
    int items = (int) shape[1];
    int factors = (int) shape[2];
    double[] s = golden.get("settings");
    // As many steps as unknowns and more make the conjugate gradient exact up to rounding.
    AlsSettings settings = new AlsSettings(factors, (int) shape[3], s[0], s[1], s[2], 30);
    Interactions.Builder builder = new Interactions.Builder(List.of("view"), 16);
    for (int u = 0; u < users; u++) {
      for (int i = 0; i < items; i++) {
        float weight = (float) golden.get("weights")[u * items + i];
        if (weight > 1) {
          // In two parts: the weights of a pair are summed.
          builder.add(u, i, 0, Float.NaN, 1, 0, -1).add(u, i, 0, Float.NaN, weight - 1, 0, -1);
        } else if (weight != 0) {
          builder.add(u, i, 0, Float.NaN, weight, 0, -1);
        }
      }
    }
    Confidences byUser = Confidences.ofUsers(builder.build(), users, items, settings.alpha());
    float[] y = new float[items * settings.stride()];
    for (int i = 0; i < items; i++) {
      for (int f = 0; f < factors; f++) {
        y[i * settings.stride() + f] = (float) golden.get("start")[i * factors + f];
      }
    }
    ImplicitAls als =
        ImplicitAls.train(
            "ials", byUser, byUser.transposed(items), y, settings, 2, Progress.SILENT);

    for (int i = 0; i < items; i++) {
      for (int f = 0; f < factors; f++) {
        assertThat((double) als.items().data()[als.items().offset(i) + f])
            .isCloseTo(golden.get("items")[i * factors + f], within(2e-4));
      }
    }
    for (int k = 0; k < als.losses().size(); k++) {
      double expected = golden.get("losses")[k];
      assertThat(als.losses().get(k)).isCloseTo(expected, within(1e-4 * expected));
    }
    float[] query = new float[als.items().dimension()];
    assertThat(als.query(request(golden.get("history")), query)).isTrue();
    for (int f = 0; f < factors; f++) {
      assertThat((double) query[f]).isCloseTo(golden.get("folded")[f], within(2e-4));
    }
  }

  @Test
  void threadsChangeNoBit() {
    FittingPart part = Worlds.part(3, 200, 2500, 6000);
    float[] one = ImplicitAls.fit("a", part, SMALL, 1, 1, Progress.SILENT).items().data();
    float[] three = ImplicitAls.fit("a", part, SMALL, 1, 3, Progress.SILENT).items().data();
    assertThat(Arrays.equals(one, three)).isTrue();
    float[] other = ImplicitAls.fit("a", part, SMALL, 2, 1, Progress.SILENT).items().data();
    assertThat(Arrays.equals(one, other)).isFalse();
  }

  @Test
  void lossFallsWithEveryIteration() {
    AlsSettings exact = new AlsSettings(10, 8, 3, 0.02, 1, 30);
    FittingPart part = Worlds.part(5, 60, 90, 1200);
    List<Double> losses = ImplicitAls.fit("a", part, exact, 1, 2, Progress.SILENT).losses();
    for (int k = 1; k < losses.size(); k++) {
      assertThat(losses.get(k)).isLessThanOrEqualTo(losses.get(k - 1) * (1 + 1e-6));
    }
  }

  @Test
  void untouchedItemsHaveNoVector() {
    FittingPart part = Worlds.part(5, 60, 90, 1200);
    ImplicitAls als = ImplicitAls.fit("a", part, SMALL, 1, 2, Progress.SILENT);
    int last = als.items().offset(89);
    assertThat(Arrays.copyOfRange(als.items().data(), last, last + als.items().dimension()))
        .containsOnly(0f);
  }

  private static Request request(double[] weights) {
    int[] items = new int[weights.length];
    float[] kept = new float[weights.length];
    int size = 0;
    for (int i = weights.length - 1; i >= 0; i--) {
      if (weights[i] != 0) {
        items[size] = i;
        kept[size++] = (float) weights[i];
      }
    }
    History history =
        new History(
            Arrays.copyOf(items, size), new long[size], new float[size], Arrays.copyOf(kept, size));
    return new Request("r", 0, "u", 1, history, Map.of());
  }

  private static Map<String, double[]> golden() throws IOException {
    Map<String, double[]> values = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(ImplicitAlsTest.class.getResourceAsStream("golden.txt"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        values.put(words.remove(0), words.stream().mapToDouble(Double::parseDouble).toArray());
      }
    }
    return values;
  }
}
