package sluice.evaluation.measures;

import java.util.List;
import java.util.stream.IntStream;
import sluice.evaluation.Dcg;
import sluice.evaluation.Formula;
import sluice.evaluation.Measure;
import sluice.evaluation.MeasureType;

/**
 * {@code nDCG@k}: normalised discounted cumulative gain, Σ gain / log₂(rank + 1) over the first k,
 * divided by the same sum of the best list of k.
 *
 * <p>Gain is the grade; {@code (exp)} 2^grade − 1; {@code (binary)} 1; {@code (full)} is binary,
 * too, and divides by the sum over all k ranks, so that a user with fewer than k relevant items
 * cannot reach 1; {@code (true)} is computed by {@link sluice.evaluation.TrueNdcg}.
 */
public final class Ndcg implements MeasureType {
  @Override
  public String type() {
    return "nDCG";
  }

  @Override
  public List<String> variants() {
    return List.of("exp", "true", "binary", "full");
  }

  @Override
  public Needs needs(Measure m) {
    return m.variant().equals("true") ? Needs.TRUTH : Needs.JUDGEMENTS;
  }

  @Override
  public String describe(Measure m) {
    int k = m.cutoff();
    return "sum over the first "
        + k
        + " of gain / log2(rank + 1), divided by the same sum of "
        + (m.variant().equals("full")
            ? "a list of " + k + " relevant items, however few the user has"
            : "the best possible list of " + k)
        + "; gain is "
        + switch (m.variant()) {
          case "exp" -> "2^grade − 1";
          case "binary", "full" -> "1 for every relevant item";
          case "true" ->
              "the true expected value of the item for the user, known for every available item";
          default -> "the grade, 1 where the data has none";
        };
  }

  @Override
  public Formula formula(Measure m) {
    int k = m.cutoff();
    return switch (m.variant()) {
      case "exp" -> of(k, grade -> Math.pow(2, grade) - 1);
      case "binary" -> of(k, grade -> 1);
      case "full" -> {
        double all = IntStream.range(0, k).mapToDouble(Dcg::discount).sum();
        yield Formula.of(of(k, grade -> 1)::numerator, relevant -> all);
      }
      default -> of(k, grade -> grade);
    };
  }

  private static Formula of(int k, Gain gain) {
    return Formula.of(
        list -> {
          double sum = 0;
          for (int h = 0; h < list.hits(); h++) {
            sum += gain.of(list.gain(h)) * Dcg.discount(list.place(h));
          }
          return sum;
        },
        relevant -> {
          double[] gains = new double[relevant.count()];
          for (int i = 0; i < gains.length; i++) {
            gains[i] = gain.of(relevant.gain(i));
          }
          return Dcg.ideal(gains, k);
        });
  }

  /** What a grade is worth. */
  @FunctionalInterface
  private interface Gain {
    double of(float grade);
  }
}
