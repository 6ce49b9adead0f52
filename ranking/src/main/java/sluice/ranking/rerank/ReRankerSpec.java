package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.ReRanker;
import sluice.core.UserError;
import sluice.core.plugin.PluginTypes;

/**
 * A re-ranker as it is configured: a type, a name, and the type's settings.
 *
 * @param name unique among the re-rankers; the type's where the config gives none
 * @param type what fits it
 * @param settings of the type
 * @param place where it stands in the config, for messages
 */
public record ReRankerSpec(String name, ReRankerType<?> type, Record settings, String place) {
  @SuppressWarnings("rawtypes") // a kind is loaded as its raw interface
  private static final PluginTypes<ReRankerType> TYPES =
      PluginTypes.load(ReRankerType.class, "re-ranker");

  /** Returns the types that the class path holds. */
  @SuppressWarnings("rawtypes") // a kind is loaded as its raw interface
  static PluginTypes<ReRankerType> types() {
    return TYPES;
  }

  /**
   * Reads one re-ranker: a bare type, or a map with {@code type}, optionally {@code name}, and the
   * settings of the type.
   *
   * @throws UserError where there is no such type, or a setting is unknown or out of range
   */
  public static ReRankerSpec read(ConfigNode node) {
    ConfigNode map = node.typed();
    ReRankerType<?> type = TYPES.find(map.require("type"));
    String name = map.text("name", type.type());
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw map.require("name").error("lower-case letters, digits and dashes are expected");
    }
    Record settings = map.bind(type.settings(), type.defaults());
    return new ReRankerSpec(name, type, settings, node.place() + ": " + node.path());
  }

  /**
   * Checks that the embedding it reads is there.
   *
   * @param embeddings names of those that are fitted
   */
  public void checkEmbedding(Collection<String> embeddings) {
    typed()
        .embedding(settings)
        .filter(name -> !embeddings.contains(name))
        .ifPresent(name -> {
          throw new UserError(
              place
                  + ": "
                  + this.name
                  + " reads the embedding '"
                  + name
                  + "', which this run does not fit"
                  + ConfigNode.didYouMean(name, embeddings)
                  + "; there are "
                  + String.join(", ", embeddings));
        });
  }

  /**
   * Checks that no re-ranker undoes another.
   *
   * @param specs in the order they are applied
   */
  public static void checkOrder(List<ReRankerSpec> specs) {
    for (int i = 0; i < specs.size(); i++) {
      ReRankerSpec spec = specs.get(i);
      for (ReRankerSpec before : specs.subList(0, i)) {
        if (spec.placement() == Placement.FIRST && before.placement() != Placement.ANYWHERE) {
          throw new UserError(
              spec.place
                  + ": "
                  + spec.name
                  + " orders by the ranker's scores, which undoes "
                  + before.name
                  + " before it. Fix: "
                  + (before.placement() == Placement.FIRST
                      ? "keep one of the two"
                      : "put " + spec.name + " first"));
        }
        if (before.placement() == Placement.LAST && spec.placement() != Placement.ANYWHERE) {
          throw new UserError(
              spec.place
                  + ": "
                  + spec.name
                  + " changes what "
                  + before.name
                  + " before it drew, so that the propensities were wrong. Fix: put "
                  + before.name
                  + " last");
        }
      }
    }
  }

  private Placement placement() {
    return typed().placement(settings);
  }

  /** Checks that a part has what it needs. */
  public void checkData(FittingPart part) {
    typed()
        .lacks(settings, part)
        .ifPresent(lack -> {
          throw new UserError(place + ": " + name + " cannot be used: " + lack);
        });
  }

  /** Returns it with its knob turned from one end to the other; empty where it has none. */
  public List<TurnedReRanker> turned(ReRankerInput input) {
    return typed().turned(settings).stream()
        .map(t -> new TurnedReRanker(t.knob(), t.value(), typed().fit(name, t.settings(), input)))
        .toList();
  }

  /**
   * A re-ranker with its knob turned.
   *
   * @param knob its key
   * @param value the value of that key
   * @param fitted with that
   */
  public record TurnedReRanker(String knob, double value, ReRanker fitted) {}

  ReRanker fit(ReRankerInput input) {
    return typed().fit(name, settings, input);
  }

  ReRanker read(ReRankerInput input, Path folder) {
    return typed().read(name, settings, input, folder);
  }

  @SuppressWarnings("unchecked") // the settings are the type's own: that is how they were bound
  private ReRankerType<Record> typed() {
    return (ReRankerType<Record>) type;
  }
}
