package sluice.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The measures once more, plainly by their definitions in docs/reference/measures.md and from the
 * files of a run alone; no code of the product is used.
 */
final class PlainMeasures {
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z-]+)@(\\d+)(\\((?:exp|rel)\\))?(?:\\[value>=([0-9.]+)])?");

  private PlainMeasures() {}

  /** Returns the mean of a measure over all users, or user-folds, who have a relevant item. */
  static double mean(Path run, String system, String measure, double gainFactor)
      throws IOException {
    Matcher name = NAME.matcher(measure);
    if (!name.matches()) {
      throw new IllegalArgumentException(measure);
    }
    String suffix = name.group(4) == null ? "" : "-value-at-least-" + name.group(4);
    double sum = 0;
    int users = 0;
    for (int fold = -1; fold < 100; fold++) {
      Path qrels = run.resolve("qrels" + (fold < 0 ? "" : "-fold-" + fold) + suffix + ".tsv");
      if (!Files.exists(qrels)) {
        continue;
      }
      Path lists = run.resolve(fold < 0 ? "runs" : "runs/fold-" + fold);
      Map<String, List<String>> ranked = lists(lists.resolve(system + ".tsv"));
      for (Map.Entry<String, Map<String, Double>> user : gains(qrels, gainFactor).entrySet()) {
        if (user.getValue().values().stream().anyMatch(g -> g > 0)) {
          users++;
          sum +=
              value(
                  name.group(1),
                  Integer.parseInt(name.group(2)),
                  name.group(3) == null ? "" : name.group(3),
                  ranked.getOrDefault(user.getKey(), List.of()),
                  user.getValue());
        }
      }
    }
    return sum / users;
  }

  private static double value(
      String kind, int k, String variant, List<String> list, Map<String, Double> gains) {
    List<String> top = list.subList(0, Math.min(k, list.size()));
    long relevant = gains.values().stream().filter(g -> g > 0).count();
    double hits = 0;
    double precisions = 0;
    double first = 0;
    double dcg = 0;
    for (int i = 0; i < top.size(); i++) {
      double gain = gains.getOrDefault(top.get(i), 0.0);
      if (gain > 0) {
        hits++;
        precisions += hits / (i + 1);
        first = first == 0 ? 1.0 / (i + 1) : first;
        dcg += discounted(gain, variant, i);
      }
    }
    List<Double> best = gains.values().stream().sorted((a, b) -> Double.compare(b, a)).toList();
    double ideal = 0;
    for (int i = 0; i < Math.min(k, best.size()); i++) {
      ideal += discounted(best.get(i), variant, i);
    }
    return switch (kind) {
      case "precision" -> hits / k;
      case "recall" -> hits / relevant;
      case "nDCG" -> dcg / ideal;
      case "mAP" -> precisions / (variant.equals("(rel)") ? relevant : Math.min(relevant, k));
      case "MRR" -> first;
      case "hit-rate" -> hits > 0 ? 1 : 0;
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static double discounted(double gain, String variant, int place) {
    double worth = variant.equals("(exp)") ? Math.pow(2, gain) - 1 : gain;
    return worth * Math.log(2) / Math.log(place + 2);
  }

  private static Map<String, Map<String, Double>> gains(Path qrels, double factor)
      throws IOException {
    Map<String, Map<String, Double>> gains = new LinkedHashMap<>();
    for (String line : Files.readAllLines(qrels)) {
      String[] f = line.split("\t", -1);
      if (f.length != 4 || !f[1].equals("0")) {
        throw new IllegalArgumentException(qrels + ": " + line);
      }
      Double twice =
          gains
              .computeIfAbsent(f[0], u -> new HashMap<>())
              .put(f[2], Integer.parseInt(f[3]) / factor);
      if (twice != null) {
        throw new IllegalArgumentException(qrels + ": twice: " + line);
      }
    }
    return gains;
  }

  /** Orders by score, and insists that rank and score say the same and no item comes twice. */
  private static Map<String, List<String>> lists(Path file) throws IOException {
    Map<String, List<String[]>> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] f = line.split("\t", -1);
      if (f.length != 6 || !f[1].equals("Q0") || !file.endsWith(f[5] + ".tsv")) {
        throw new IllegalArgumentException(file + ": " + line);
      }
      lines.computeIfAbsent(f[0], u -> new ArrayList<>()).add(f);
    }
    Map<String, List<String>> lists = new HashMap<>();
    lines.forEach((user, rows) -> {
      rows.sort((a, b) -> Integer.compare(Integer.parseInt(b[4]), Integer.parseInt(a[4])));
      for (int i = 0; i < rows.size(); i++) {
        if (Integer.parseInt(rows.get(i)[3]) != i + 1
            || Integer.parseInt(rows.get(i)[4]) != rows.size() - i) {
          throw new IllegalArgumentException(file + ": rank and score of " + user);
        }
      }
      List<String> items = rows.stream().map(r -> r[2]).toList();
      if (items.stream().distinct().count() != items.size()) {
        throw new IllegalArgumentException(file + ": an item twice for " + user);
      }
      lists.put(user, items);
    });
    return lists;
  }
}
