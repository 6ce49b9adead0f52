package sluice.candidates;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.plugin.PluginTypes;

/**
 * An embedding as it is configured.
 *
 * @param name how sources and features call it
 * @param type what makes it
 * @param settings of the type
 */
public record EmbeddingSpec(String name, EmbeddingType<?> type, Record settings) {
  @SuppressWarnings("rawtypes") // a kind is loaded as its raw interface
  private static final PluginTypes<EmbeddingType> TYPES =
      PluginTypes.load(EmbeddingType.class, "embedding");

  /** Returns the types there are. */
  static List<? extends EmbeddingType<?>> types() {
    return TYPES.all().stream().<EmbeddingType<?>>map(t -> t).toList();
  }

  /** Reads the embedding of a type that all sources share. */
  static EmbeddingSpec read(EmbeddingType<?> type, ConfigNode node) {
    Record settings = node.bind(type.settings(), type.defaults());
    return new EmbeddingSpec(type.type(), type, settings);
  }

  Optional<String> lacks(FittingPart part) {
    return typed().lacks(settings, part);
  }

  /** Returns what is to be tried on a part: itself alone where nothing is left open. */
  public List<EmbeddingSpec> alternatives(FittingPart part) {
    return typed().alternatives(settings, part).stream()
        .map(s -> new EmbeddingSpec(name, type, s))
        .toList();
  }

  /** Returns what stands in for it while alternatives are compared. */
  public EmbeddingSpec trial() {
    return new EmbeddingSpec(name, type, typed().trial(settings));
  }

  /** Returns what tells an alternative from the others, in words. */
  public String describe() {
    return typed().describe(settings);
  }

  Embedding fit(FittingPart part, long seed, int threads, Progress progress) {
    return typed().fit(name, settings, part, seed, threads, progress);
  }

  Embedding read(FittingPart part, Path folder) {
    return typed().read(name, settings, part, folder);
  }

  @SuppressWarnings("unchecked") // the settings are the type's own: that is how they were bound
  private EmbeddingType<Record> typed() {
    return (EmbeddingType<Record>) type;
  }
}
