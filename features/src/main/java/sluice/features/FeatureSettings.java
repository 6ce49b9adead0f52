package sluice.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.features.graph.CoOccurrence;
import sluice.features.graph.Transitions;

/**
 * What the features are made with.
 *
 * @param lagDays how many days before the request the data of the snapshot tables and tags must
 *     have happened, 0 or more
 * @param history how many of a user's latest positive interactions affinities are made of
 * @param related how many of them co-occurrence is read from
 * @param last how many of them transitions and likenesses to the latest items are read from
 * @param halfLifeItems after how many items back an interaction counts half in affinities
 * @param buckets into how many flags a category of the user table is hashed, and one of the item
 *     table that has none of its own
 * @param categories how many categories of a column of items have a flag of their own; 0: no column
 *     has flags
 * @param without groups of features that are left out, by the names in the report; none by default
 * @param transitions how transitions are counted
 * @param coOccurrence how co-occurrence is counted
 */
public record FeatureSettings(
    int lagDays,
    int history,
    int related,
    int last,
    double halfLifeItems,
    int buckets,
    int categories,
    List<String> without,
    Transitions transitions,
    CoOccurrence coOccurrence) {
  /** The settings where none are given. */
  public static final FeatureSettings DEFAULT =
      new FeatureSettings(
          0, 200, 50, 10, 30, 4, 0, List.of(), Transitions.DEFAULT, CoOccurrence.DEFAULT);

  /** Checks and copies. */
  public FeatureSettings {
    if (lagDays < 0
        || history < 1
        || related < 1
        || last < 1
        || halfLifeItems <= 0
        || buckets < 1
        || categories < 0) {
      throw new IllegalArgumentException("feature settings out of range");
    }
    without = List.copyOf(without);
  }

  /**
   * Returns these settings fitted to parts of one dataset: without the group of tags where a ranker
   * would be trained on a part that has none and be served with some.
   *
   * @param training the parts that rankers are trained on
   * @param serving the parts that they are served on
   */
  public FeatureSettings suited(List<FittingPart> training, List<FittingPart> serving) {
    boolean trained = training.stream().allMatch(p -> p.tags().size() > 0);
    boolean served = serving.stream().anyMatch(p -> p.tags().size() > 0);
    if (trained || !served || without.contains(TagAffinity.GROUP)) {
      return this;
    }
    List<String> more = new ArrayList<>(without);
    more.add(TagAffinity.GROUP);
    return new FeatureSettings(
        lagDays,
        history,
        related,
        last,
        halfLifeItems,
        buckets,
        categories,
        more,
        transitions,
        coOccurrence);
  }

  /** Reads the settings of the config's {@code features} key; every key may be left out. */
  public static FeatureSettings read(ConfigNode node) {
    FeatureSettings d = DEFAULT;
    node.get("context")
        .ifPresent(context -> {
          throw context.error(
              "features of the request's context are not built yet (docs/scope.md); remove the key");
        });
    FeatureSettings read =
        new FeatureSettings(
            node.integer("lagDays", d.lagDays, 0, 3650),
            node.integer("history", d.history, 1, 100_000),
            node.integer("related", d.related, 1, 100_000),
            node.integer("last", d.last, 1, 1000),
            node.number("halfLifeItems", d.halfLifeItems, 0.1, 1e6),
            node.integer("buckets", d.buckets, 1, 1024),
            node.integer("categories", d.categories, 0, 1024),
            node.list("without", d.without, ConfigNode::asText),
            Transitions.read(node.child("transitions")),
            CoOccurrence.read(node.child("coOccurrence")));
    node.finish();
    return read;
  }

  /** Returns the lag as a duration. */
  public Duration lag() {
    return Duration.ofDays(lagDays);
  }
}
