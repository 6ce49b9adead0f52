package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.RankedItems;
import sluice.core.ReRanker;
import sluice.core.Request;
import sluice.core.SettingError;
import sluice.core.TieBreak;
import sluice.core.TopK;

/**
 * {@code new-items}: places of the slate that are reserved for new items.
 *
 * <p>An item is new that became available less than {@code days} before the request, or that has
 * fewer than {@code fewer} interactions in the fitting part. At a reserved place the highest new
 * item of the list that does not stand above is shown; where there is none, the next of the list.
 * So that there are some, {@code bring} new items that the request may be given are put among the
 * candidates, whichever the sources bring: those first in the tie order, which differs from user to
 * user. The ranker scores them.
 */
public final class NewItems implements ReRankerType<NewItems.Settings> {
  private static final double DAY = 86_400_000;

  /**
   * Settings.
   *
   * @param places that are reserved, 1 the first
   * @param days how old a new item is at most; 0: age says nothing
   * @param fewer how many interactions it has at least not; 0: they say nothing
   * @param bring how many are put among the candidates
   */
  public record Settings(List<Integer> places, double days, int fewer, int bring) {
    /** Checks and copies. */
    public Settings {
      places = List.copyOf(places);
      SettingError.check(
          "places",
          !places.isEmpty() && places.stream().allMatch(p -> p >= 1 && p <= 10_000),
          "whole numbers from 1 to 10000 are expected");
      SettingError.check("days", days, 0, 1e6);
      SettingError.check("fewer", fewer, 0, 1_000_000_000);
      SettingError.check("days", days > 0 || fewer > 0, "above 0 is expected, or fewer above 0");
      SettingError.check("bring", bring, 0, 10_000);
    }
  }

  @Override
  public String type() {
    return "new-items";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    places: [5]   # of the slate, 1 the first, that are reserved
    days: 14      # 0 to 1e6: so old is a new item at most; 0: age says nothing
    fewer: 5      # 0 to 1e9: or fewer interactions than that; 0: they say nothing
    bring: 20     # 0 to 10000: new items put among the candidates, whichever the sources bring
    """;
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part) {
    return settings.fewer > 0 || ItemDates.known(part.catalogue())
        ? Optional.empty()
        : Optional.of("no item has a date from which it is available; set fewer");
  }

  @Override
  public ReRanker fit(String name, Settings settings, ReRankerInput input) {
    FittingPart part = input.part();
    Interactions rows = part.interactions();
    int[] counts = new int[part.catalogue().size()];
    for (int row = 0; row < rows.size(); row++) {
      counts[rows.item(row)]++;
    }
    int[] rare =
        IntStream.range(0, counts.length).filter(i -> counts[i] < settings.fewer).toArray();
    return new Fitted(name, settings, new ItemDates(part.catalogue()), rare);
  }

  @Override
  public ReRanker read(String name, Settings settings, ReRankerInput input, Path folder) {
    return fit(name, settings, input);
  }

  private static final class Fitted implements ReRanker {
    private final String name;
    private final Settings settings;
    private final ItemDates dates;
    private final int[] rare;

    Fitted(String name, Settings settings, ItemDates dates, int[] rare) {
      this.name = name;
      this.settings = settings;
      this.dates = dates;
      this.rare = rare;
    }

    @Override
    public String name() {
      return name;
    }

    private BitSet fresh(Request request) {
      BitSet all = new BitSet();
      Arrays.stream(rare).forEach(all::set);
      long from = request.time() - (long) (settings.days * DAY);
      Arrays.stream(dates.between(from + 1, request.time() + 1)).forEach(all::set);
      return all;
    }

    @Override
    public int[] brings(Request request, IntPredicate eligible, TieBreak ties) {
      TopK first = new TopK(settings.bring);
      first.reset(ties);
      fresh(request).stream().filter(eligible).forEach(item -> first.offer(item, 0));
      return first.take().items();
    }

    @Override
    public RankedItems rerank(Request request, RankedItems ranked, int shown, TieBreak ties) {
      BitSet fresh = fresh(request);
      Set<Integer> reserved = new HashSet<>(settings.places);
      return ReservedPlaces.fill(
          ranked,
          place -> fresh.get(ranked.item(place)),
          (place, taken) -> reserved.contains(place + 1));
    }
  }
}
