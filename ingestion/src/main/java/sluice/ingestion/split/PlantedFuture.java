package sluice.ingestion.split;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import sluice.core.Dictionary;
import sluice.core.Interactions;
import sluice.core.Randomness;
import sluice.core.Tags;
import sluice.core.UserError;
import sluice.ingestion.DuckFiles;
import sluice.ingestion.DuckSession;

/**
 * Two datasets that differ in what a protocol holds out and in nothing else: what a leakage audit
 * puts through the same funnel.
 *
 * <p>In the planted one, users and items that were never seen come first in the dictionaries;
 * held-out interactions have other items, values, events and (where one time splits) times, and
 * there are more of them; where one time splits, tags, versions of attributes and impressions come
 * after it. What a protocol goes by stays: the cutoff, a user's number of interactions and the time
 * of the first that is held out. A function of the data, the protocol and the seed.
 *
 * @param base the data as it is
 * @param planted the data with another future
 * @param protocol parts both; where the protocol of the data does not respect time, {@code given},
 *     with the held-out rows of the data as test file
 */
public record PlantedFuture(Dataset base, Dataset planted, Protocol protocol) {
  private static final int NEW = 25;
  private static final int MORE = 1_000;

  /**
   * Plants a future.
   *
   * @param data all of it
   * @param protocol by which the first fold is split
   * @param seed of the random protocols and of what is planted
   * @param folder an existing folder for the planted impressions
   */
  public static PlantedFuture of(Dataset data, Protocol protocol, long seed, Path folder) {
    Holdout holdout = Holdouts.outer(data, protocol, 0, seed);
    return switch (holdout.timing()) {
      case ONE_TIME -> afterTheCutoff(data, protocol, holdout, seed, folder);
      case PER_USER -> {
        boolean newUsers = protocol instanceof Protocol.PerUserTemporal;
        Planting planting = new Planting(data, holdout, seed, Long.MAX_VALUE);
        Interactions rows =
            planting.rows(data.interactions(), holdout.held(), newUsers ? NEW : 0, newUsers);
        Dataset planted =
            planting.dataset(
                rows, Optional.empty(), planting.tagsOfHeld(), data.impressions(), false);
        yield new PlantedFuture(data, planted, protocol);
      }
      case NONE -> beside(data, protocol, holdout, seed);
    };
  }

  private static PlantedFuture afterTheCutoff(
      Dataset data, Protocol protocol, Holdout holdout, long seed, Path folder) {
    Planting planting = new Planting(data, holdout, seed, holdout.cutoff());
    Interactions rows = planting.rows(holdout.heldTable(), holdout.held(), MORE, false);
    Optional<Path> impressions =
        data.impressions().map(file -> impressions(file, holdout.cutoff(), folder));
    if (protocol instanceof Protocol.Given) {
      Interactions kept = planting.rows(data.interactions(), new BitSet(), 0, false);
      Dataset planted =
          planting.dataset(
              kept,
              Optional.of(new Dataset.TestFile(rows, true)),
              planting.laterTags(),
              impressions,
              true);
      return new PlantedFuture(data, planted, protocol);
    }
    // The share would part elsewhere once there are more rows; the cutoff is what it means.
    double test = protocol instanceof Protocol.GlobalTemporal p ? p.test() : Protocol.defaultTest();
    Dataset planted =
        planting.dataset(rows, Optional.empty(), planting.laterTags(), impressions, true);
    return new PlantedFuture(
        data, planted, new Protocol.GlobalTemporal(OptionalLong.of(holdout.cutoff()), test));
  }

  /** Puts what is held out into a test file of its own and plants there. */
  private static PlantedFuture beside(Dataset data, Protocol protocol, Holdout holdout, long seed) {
    Interactions kept = subset(data.interactions(), holdout.kept());
    Interactions held = subset(holdout.heldTable(), holdout.held());
    BitSet all = new BitSet();
    all.set(0, held.size());
    Protocol given = new Protocol.Given(Optional.of(false), share(protocol));
    Dataset base = beside(data, kept, held, data.tags());
    Planting planting =
        new Planting(base, Holdouts.outer(base, given, 0, seed), seed, Long.MAX_VALUE);
    Interactions more = planting.rows(held, all, Math.min(MORE, held.size()), false);
    // Tags of a held-out pair leave the fitting part: only those that leave neither or both stay.
    Dataset planted =
        planting.dataset(
            planting.rows(kept, new BitSet(), 0, false),
            Optional.of(new Dataset.TestFile(more, false)),
            planting.tags(new BitSet(), Long.MIN_VALUE),
            data.impressions(),
            false);
    TagFilter before = new TagFilter(base, Holdouts.outer(base, given, 0, seed));
    TagFilter after = new TagFilter(planted, Holdouts.outer(planted, given, 0, seed));
    BitSet stay = new BitSet();
    for (int i = 0; i < data.tags().size(); i++) {
      stay.set(i, before.stays(i) && after.stays(i));
    }
    return new PlantedFuture(
        beside(base, kept, held, subset(base.tags(), stay)),
        beside(
            planted,
            planted.interactions(),
            planted.given().orElseThrow().interactions(),
            subset(planted.tags(), stay)),
        given);
  }

  private static Dataset beside(Dataset d, Interactions kept, Interactions held, Tags tags) {
    return new Dataset(
        d.users(),
        d.items(),
        kept,
        Optional.of(new Dataset.TestFile(held, false)),
        d.itemRows(),
        d.userRows(),
        tags,
        d.impressions(),
        d.edges(),
        d.vectors(),
        d.timed());
  }

  private static double share(Protocol protocol) {
    return switch (protocol) {
      case Protocol.GlobalTemporal p -> p.test();
      case Protocol.PerUserTemporal p -> p.test();
      case Protocol.RandomPerUser p -> p.test();
      case Protocol.RandomPerItem p -> p.test();
      case Protocol.KFold p -> 1.0 / p.folds();
      case Protocol.UserFolds p -> p.test();
      case Protocol.Given p -> p.test();
      case Protocol.LeaveOneOut _ -> Protocol.defaultTest();
    };
  }

  private static Interactions subset(Interactions table, BitSet rows) {
    Interactions.Builder to = new Interactions.Builder(table, rows.cardinality());
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      to.addFrom(table, i, table.user(i), table.item(i));
    }
    return to.build();
  }

  private static Tags subset(Tags tags, BitSet rows) {
    int[] at = rows.stream().toArray();
    return new Tags(
        tags.values(),
        Arrays.stream(at).map(tags::user).toArray(),
        Arrays.stream(at).map(tags::item).toArray(),
        Arrays.stream(at).map(tags::tag).toArray(),
        Arrays.stream(at).mapToLong(tags::time).toArray());
  }

  /** Writes the impressions with some more of them from the cutoff on. */
  private static Path impressions(Path file, long cutoff, Path folder) {
    Path planted = folder.resolve("planted-impressions.parquet");
    String from = DuckFiles.parquet(file);
    try (DuckSession db = DuckSession.inMemory(1)) {
      db.run(
          DuckFiles.copyToParquet(
              """
              (SELECT * FROM %s UNION ALL
                (SELECT * REPLACE (greatest(timestamp, %d) AS timestamp) FROM %s LIMIT %d))\
              """
                  .formatted(from, cutoff, from, MORE),
              planted,
              ""));
      return planted;
    } catch (SQLException e) {
      throw new UserError("the impressions cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Makes the tables of the planted dataset. */
  private static final class Planting {
    private final Dataset data;
    private final Holdout holdout;
    private final long cutoff;
    private final SplittableRandom random;

    Planting(Dataset data, Holdout holdout, long seed, long cutoff) {
      this.data = data;
      this.holdout = holdout;
      this.cutoff = cutoff;
      this.random = Randomness.generator(seed, "planted-future", 0);
    }

    /**
     * Returns a table with its held-out rows changed and some more added.
     *
     * @param lonely whether each row that is added is all that a new user has
     */
    Interactions rows(Interactions table, BitSet held, int more, boolean lonely) {
      int[] heldRows = held.stream().toArray();
      long first = cutoff != Long.MAX_VALUE ? cutoff : table.size() > 0 ? table.time(0) : 0;
      long last = table.size() > 0 ? table.time(table.size() - 1) : first;
      int extra = heldRows.length == 0 ? 0 : more;
      Interactions.Builder to = new Interactions.Builder(table, table.size() + extra);
      int session = -1;
      for (int i = 0; i < table.size(); i++) {
        session = Math.max(session, table.session(i));
      }
      int added = 0;
      for (int i = 0; i <= table.size(); i++) {
        long next = i == table.size() ? Long.MAX_VALUE : time(table, i, held);
        while (added < extra && first + (last - first) / extra * added < next) {
          int like = heldRows[random.nextInt(heldRows.length)];
          int user = lonely ? added : added % 4 == 0 ? added / 4 % NEW : NEW + table.user(like);
          long at = first + (last - first) / extra * added;
          put(to, table, like, user, item(), at, session < 0 ? -1 : session + 1 + added);
          added++;
        }
        if (i == table.size()) {
          break;
        }
        if (held.get(i)) {
          // Half are of another kind, too; the others stay what the dataset calls relevant.
          int like = random.nextBoolean() ? i : heldRows[random.nextInt(heldRows.length)];
          put(to, table, like, NEW + table.user(i), item(), next, table.session(i));
        } else {
          to.addFrom(table, i, NEW + table.user(i), NEW + table.item(i));
        }
      }
      return to.build();
    }

    private static void put(
        Interactions.Builder to, Interactions t, int like, int user, int item, long at, int visit) {
      to.add(user, item, at, t.value(like), t.weight(like), t.event(like), visit);
    }

    private int item() {
      return random.nextInt(3) == 0
          ? random.nextInt(NEW)
          : NEW + random.nextInt(data.items().size());
    }

    /** Where one time parts, what lies after it is stretched; the order stays. */
    private long time(Interactions table, int row, BitSet held) {
      long time = table.time(row);
      return cutoff != Long.MAX_VALUE && data.timed() && held.get(row)
          ? cutoff + 2 * (time - cutoff)
          : time;
    }

    /** Adds tags that users with something held out give at that time. */
    Tags tagsOfHeld() {
      return tags(holdout.held(), Long.MIN_VALUE);
    }

    /** Adds tags at and after the cutoff. */
    Tags laterTags() {
      return tags(holdout.held(), cutoff);
    }

    Tags tags(BitSet held, long from) {
      Tags all = data.tags();
      List<long[]> rows = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        int user = all.user(i) == Dictionary.UNKNOWN ? all.user(i) : NEW + all.user(i);
        rows.add(new long[] {all.time(i), user, NEW + all.item(i), all.tag(i)});
      }
      Interactions table = holdout.heldTable();
      for (int i = held.nextSetBit(0);
          i >= 0 && all.size() > 0 && data.timed();
          i = held.nextSetBit(i + 1)) {
        long time = Math.max(from, table.time(i));
        int item = NEW + random.nextInt(data.items().size());
        rows.add(new long[] {time, NEW + table.user(i), item, random.nextInt(all.values().size())});
      }
      rows.sort((a, b) -> Long.compare(a[0], b[0]));
      return new Tags(
          all.values(),
          rows.stream().mapToInt(r -> (int) r[1]).toArray(),
          rows.stream().mapToInt(r -> (int) r[2]).toArray(),
          rows.stream().mapToInt(r -> (int) r[3]).toArray(),
          rows.stream().mapToLong(r -> r[0]).toArray());
    }

    Dataset dataset(
        Interactions rows,
        Optional<Dataset.TestFile> given,
        Tags tags,
        Optional<Path> impressions,
        boolean versions) {
      return new Dataset(
          behind("planted user ", data.users()),
          behind("planted item ", data.items()),
          rows,
          given,
          data.itemRows().planted(NEW, versions ? cutoff : Long.MAX_VALUE),
          data.userRows().planted(NEW, versions ? cutoff : Long.MAX_VALUE),
          tags,
          impressions,
          data.edges(),
          data.vectors(),
          data.timed());
    }

    private static Dictionary behind(String prefix, Dictionary ids) {
      List<String> all = new ArrayList<>();
      for (int k = 0; k < NEW; k++) {
        String id = "\u0001" + prefix + k;
        all.add(ids.index(id) == Dictionary.UNKNOWN ? id : "\u0001" + id);
      }
      all.addAll(ids.ids());
      return Dictionary.of(all);
    }
  }
}
