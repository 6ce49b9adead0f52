package sluice.features;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.SettingError;
import sluice.core.YamlFile;
import sluice.core.graph.CoOccurrence;
import sluice.core.graph.ItemRelation;
import sluice.core.graph.Transitions;

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
  private static final String DEFAULTS = YamlFile.resource(FeatureSettings.class, "features.yaml");

  /** The settings where none are given. */
  public static final FeatureSettings DEFAULT =
      YamlFile.parse(DEFAULTS, "defaults").bind(FeatureSettings.class);

  /** Checks and copies. */
  public FeatureSettings {
    SettingError.check("lagDays", lagDays, 0, 3_650);
    SettingError.check("history", history, 1, 100_000);
    SettingError.check("related", related, 1, 100_000);
    SettingError.check("last", last, 1, 1_000);
    SettingError.check("halfLifeItems", halfLifeItems, 0.1, 1e6);
    SettingError.check("buckets", buckets, 1, 1_024);
    SettingError.check("categories", categories, 0, 1_024);
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
    node.get("context")
        .ifPresent(context -> {
          throw context.error(
              "features of the request's context are not built yet (docs/concepts/scope.md); remove the key");
        });
    return node.bind(FeatureSettings.class, DEFAULTS);
  }

  /** Returns the relations of items whose graphs are read. */
  List<ItemRelation> graphs() {
    return List.of(transitions, coOccurrence);
  }

  /** Returns the lag as a duration. */
  public Duration lag() {
    return Duration.ofDays(lagDays);
  }
}
