package sluice.candidates;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.CandidateSource;
import sluice.core.ConfigNode;
import sluice.core.FittingPart;
import sluice.core.graph.ItemRelation;
import sluice.core.plugin.PluginTypes;

/**
 * A candidate source as it is configured: a type, a name, and the type's settings.
 *
 * @param name unique among the sources; the type's where the config gives none
 * @param named whether the config gives the name
 * @param type what fits it
 * @param settings of the type
 * @param place where it stands in the config, for messages
 */
public record SourceSpec(
    String name, boolean named, SourceType<?> type, Record settings, String place) {
  @SuppressWarnings("rawtypes") // a kind is loaded as its raw interface
  private static final PluginTypes<SourceType> TYPES =
      PluginTypes.load(SourceType.class, "candidate source");

  /** Reads one source: a map with a {@code type}, or a bare type. */
  static SourceSpec read(ConfigNode node) {
    ConfigNode map = node.typed();
    SourceType<?> type = TYPES.find(map.require("type"));
    // the default name is not taken: a recorded config read again must be free to tell two apart
    boolean named = map.get("name").isPresent();
    String name = map.get("name").map(ConfigNode::asText).orElse(type.type());
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw map.require("name")
          .error("lower-case letters, digits, dots, dashes and underscores are expected");
    }
    Record settings = map.bind(type.settings(), type.defaults());
    return new SourceSpec(name, named, type, settings, node.place() + ": " + node.path());
  }

  /** Returns how many items it brings at most. */
  public int n() {
    return typed().n(settings);
  }

  /** Returns the name of the embedding that is searched, where there is one. */
  public Optional<String> embedding() {
    return typed().embedding(name, settings);
  }

  /** Returns the embedding that is trained for this source alone, where there is one. */
  Optional<EmbeddingSpec> ownEmbedding() {
    return typed().ownEmbedding(name, settings);
  }

  /** Returns the relations whose graphs the source follows. */
  List<ItemRelation> graphs() {
    return typed().graphs(settings);
  }

  /** Returns the same under another name. */
  SourceSpec named(String other) {
    return new SourceSpec(other, named, type, settings, place);
  }

  Optional<String> lacks(FittingPart part) {
    return typed().lacks(settings, part, place);
  }

  boolean seenOnly() {
    return typed().seenOnly(settings);
  }

  CandidateSource fit(SourceInput input) {
    return typed().fit(name, settings, input);
  }

  CandidateSource read(SourceInput input, Path folder) {
    return typed().read(name, settings, input, folder);
  }

  @SuppressWarnings("unchecked") // the settings are the type's own: that is how they were bound
  private SourceType<Record> typed() {
    return (SourceType<Record>) type;
  }
}
