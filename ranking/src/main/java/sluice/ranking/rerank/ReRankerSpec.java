package sluice.ranking.rerank;

import java.nio.file.Path;
import java.util.Collection;
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

  /** Checks that a part has what it needs. */
  public void checkData(FittingPart part) {
    typed()
        .lacks(settings, part)
        .ifPresent(lack -> {
          throw new UserError(place + ": " + name + " cannot be used: " + lack);
        });
  }

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
