package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import sluice.core.Randomness;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;

/**
 * {@code exploration}: the last places of the slate are drawn at random, with known propensities.
 *
 * <p>Of n places the first n − {@code slots} stay. The next {@code among} items of the list are
 * dealt to the slots in turn, and each slot shows one of its own: each with the same probability
 * ({@code uniform}), or in proportion to e^(rel / temperature) ({@code softmax}), where rel is the
 * score scaled to 0 … 1 within the slot's items. So draws are independent, and the propensity of an
 * item at its place is exactly its probability in its slot. What was not drawn follows in its
 * order.
 *
 * <p>A draw is a function of (seed, request id, user, time): a request that is answered again shows
 * the same. Propensities go to the log of what was shown, for off-policy estimates.
 */
public final class Exploration implements ReRankerType<Exploration.Settings> {
  /** How a slot draws. */
  public enum Draw {
    /** Each item alike. */
    UNIFORM,
    /** Items of higher scores more often. */
    SOFTMAX
  }

  /**
   * Settings.
   *
   * @param slots how many places are drawn
   * @param among how many items of the list they are drawn from; at least as many as slots
   * @param draw how
   * @param temperature of {@link Draw#SOFTMAX}: the higher, the more alike
   */
  public record Settings(int slots, int among, Draw draw, double temperature) {
    /** Checks. */
    public Settings {
      SettingError.check("slots", slots, 1, 10_000);
      SettingError.check("among", among, 1, 1_000_000);
      SettingError.check("slots", slots <= among, "at most among, " + among + ", is expected");
      SettingError.check("temperature", temperature, 0.01, 1e6);
    }
  }

  @Override
  public String type() {
    return "exploration";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    slots: 2           # 1 to 10000: the last places of the slate, each drawn
    among: 20          # 1 to 1e6: items of the list behind the other places that they are drawn from
    draw: softmax      # softmax: items of higher scores more often; uniform: each alike
    temperature: 0.5   # 0.01 to 1e6: of softmax, of scores that span 1; the higher, the more alike
    """;
  }

  @Override
  public Placement placement(Settings settings) {
    return Placement.LAST;
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    return new Fitted(name, settings, input.seed());
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private record Fitted(String name, Settings settings, long seed) implements ReRanker {
    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      Drawn drawn = draw(request, ranked, shown);
      int[] places = new int[ranked.size()];
      BitSet done = new BitSet();
      for (int i = 0; i < drawn.places.length; i++) {
        places[i] = drawn.places[i];
        done.set(places[i]);
      }
      for (int i = drawn.places.length; i < places.length; i++) {
        places[i] = done.nextClearBit(0);
        done.set(places[i]);
      }
      return ranked.at(places);
    }

    @Override
    public double[] propensities(Request request, RankedItems ranked, int shown, TieBreak ties) {
      return draw(request, ranked, shown).propensities;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Drawn(int[] places, double[] propensities) {}

    private Drawn draw(Request request, RankedItems ranked, int shown) {
      int n = Math.min(shown, ranked.size());
      int slots = Math.min(settings.slots, n);
      int first = n - slots;
      int end = Math.min(ranked.size(), first + Math.max(settings.among, slots));
      int[] places = new int[n];
      Arrays.setAll(places, place -> place);
      double[] propensities = new double[n];
      Arrays.fill(propensities, 1);
      long id = Randomness.hash(request.id() + '\n' + request.userId() + '\n' + request.time());
      for (int slot = 0; slot < slots; slot++) {
        double[] chances = chances(ranked, first + slot, end, slots);
        double left = Randomness.uniform(Randomness.key(seed, "exploration", id + slot));
        int drawn = 0;
        while (drawn < chances.length - 1 && left >= chances[drawn]) {
          left -= chances[drawn++];
        }
        places[first + slot] = first + slot + drawn * slots;
        propensities[first + slot] = chances[drawn];
      }
      return new Drawn(places, propensities);
    }

    /** Returns the chances of the items at {@code from, from + step, …} below {@code end}. */
    private double[] chances(RankedItems ranked, int from, int end, int step) {
      double[] chances = new double[Math.ceilDiv(end - from, step)];
      if (settings.draw == Draw.UNIFORM) {
        Arrays.fill(chances, 1.0 / chances.length);
        return chances;
      }
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < chances.length; i++) {
        chances[i] = ranked.score(from + i * step);
        min = Math.min(min, chances[i]);
        max = Math.max(max, chances[i]);
      }
      double sum = 0;
      for (int i = 0; i < chances.length; i++) {
        double below = max > min ? (chances[i] - max) / (max - min) : 0;
        chances[i] = StrictMath.exp(below / settings.temperature);
        sum += chances[i];
      }
      for (int i = 0; i < chances.length; i++) {
        chances[i] /= sum;
      }
      return chances;
    }
  }
}
