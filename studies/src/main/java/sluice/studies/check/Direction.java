package sluice.studies.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sluice.core.Column;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.Request;
import sluice.core.SettingError;

/**
 * Direction: more of a category in the history brings more of it into the slate.
 *
 * <p>To the history of each warm probe, {@code items} well-known items of a category it has no
 * preference for are added just before the request. The figure is the lower end of the 95 %
 * interval (normal, over probes) of the change of the category's share in the slate; it must be
 * above the bound.
 *
 * @param column a category or set column of the items, empty for the first there is
 * @param items how many are added, 1 or more
 * @param rise the least rise of the share
 * @param required whether a failure fails the suite
 */
public record Direction(String column, int items, double rise, boolean required)
    implements BehaviourCheck {
  /** Checks the ranges. */
  public Direction {
    SettingError.check("items", items, 1, 1_000);
    SettingError.check("rise", rise, 0, 1);
  }

  @Override
  public List<CheckResult> ask(ProbedFunnel funnel, Probes probes) {
    FittingPart part = funnel.part();
    Optional<Map.Entry<String, Column>> chosen =
        part.items().columns().entrySet().stream()
            .filter(c -> c.getValue() instanceof Column.Categories)
            .filter(c -> column.isEmpty() || c.getKey().equals(column))
            .findFirst();
    String name =
        "direction: more of a "
            + chosen.map(Map.Entry::getKey).orElse(column.isEmpty() ? "category" : column)
            + " in the history, more in the slate";
    if (chosen.isEmpty()
        || !(chosen.get().getValue() instanceof Column.Categories categories)
        || probes.warm().isEmpty()) {
      return List.of(
          CheckResult.notApplicable(
              this,
              name,
              chosen.isEmpty()
                  ? "the items have no such category or set column"
                  : "no probe has a history"));
    }
    int[][] wellKnown = wellKnown(part, categories);
    List<Double> changes = new ArrayList<>();
    for (Request request : probes.warm()) {
      SplittableRandom random =
          Randomness.generator(probes.seed(), "direction", Randomness.hash(request.id()));
      int code = random.nextInt(wellKnown.length);
      @Nullable Request more = more(request, wellKnown[code]);
      if (more != null) {
        changes.add(
            share(part, categories, code, funnel.slate(more))
                - share(part, categories, code, funnel.slate(request)));
      }
    }
    if (changes.size() < 2) {
      return List.of(CheckResult.notApplicable(this, name, "too few items of a category to add"));
    }
    double mean = changes.stream().mapToDouble(d -> d).average().orElse(0);
    double squares = changes.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double error = Math.sqrt(squares / (changes.size() - 1) / changes.size());
    return List.of(
        CheckResult.of(
            this,
            name,
            mean - 1.96 * error,
            CheckResult.Relation.AT_LEAST,
            Math.max(rise, Double.MIN_NORMAL),
            changes.size(),
            String.format(
                java.util.Locale.ROOT,
                "lower end of the 95 %% interval of the change of its share; the mean change is"
                    + " %+.4f",
                mean)));
  }

  /** Per category its items, the most interacted with first. */
  private static int[][] wellKnown(FittingPart part, Column.Categories categories) {
    int[] counts = new int[part.catalogue().size()];
    for (int i = 0; i < part.interactions().size(); i++) {
      counts[part.interactions().item(i)]++;
    }
    int[][] items = new int[categories.values().size()][];
    for (int code = 0; code < items.length; code++) {
      int own = code;
      items[code] =
          java.util.stream.IntStream.range(0, counts.length)
              .filter(item -> counts[item] > 0 && has(part, categories, own, item))
              .boxed()
              .sorted((a, b) -> counts[b] != counts[a] ? counts[b] - counts[a] : a - b)
              .mapToInt(i -> i)
              .toArray();
    }
    return items;
  }

  private @Nullable Request more(Request request, int[] wellKnown) {
    History old = request.history();
    int[] seen = old.items();
    Arrays.sort(seen);
    int[] added =
        Arrays.stream(wellKnown)
            .filter(item -> Arrays.binarySearch(seen, item) < 0)
            .limit(items)
            .toArray();
    if (added.length < items) {
      return null;
    }
    int n = old.size();
    int[] all = Arrays.copyOf(old.items(), n + items);
    long[] times = new long[n + items];
    float[] values = new float[n + items];
    float[] weights = new float[n + items];
    byte[] events = new byte[n + items];
    float strongest = 1;
    for (int i = 0; i < n; i++) {
      times[i] = old.time(i);
      values[i] = old.value(i);
      weights[i] = old.weight(i);
      events[i] = (byte) old.event(i);
      strongest = Math.max(strongest, weights[i]);
    }
    for (int i = 0; i < items; i++) {
      all[n + i] = added[i];
      times[n + i] = Math.max(times[n - 1], request.time() - 1);
      values[n + i] = Float.NaN;
      weights[n + i] = strongest;
      events[n + i] = -1;
    }
    return new Request(
        request.id(),
        request.user(),
        request.userId(),
        request.time(),
        new History(all, times, values, weights, events),
        request.context());
  }

  private static double share(
      FittingPart part, Column.Categories categories, int code, RankedItems slate) {
    int have = 0;
    for (int place = 0; place < slate.size(); place++) {
      have += has(part, categories, code, slate.item(place)) ? 1 : 0;
    }
    return slate.size() == 0 ? 0 : (double) have / slate.size();
  }

  private static boolean has(FittingPart part, Column.Categories categories, int code, int item) {
    int row = part.items().row(item, part.asOf());
    for (int k = 0; row >= 0 && k < categories.count(row); k++) {
      if (categories.code(row, k) == code) {
        return true;
      }
    }
    return false;
  }
}
