package sluice.features;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;

/** What families of features are fitted on or read with. For one thread. */
public final class FamilyInput {
  private final FittingPart part;
  private final SharedSettings settings;
  private final List<String> sources;
  private final List<Embedding> embeddings;
  private final Function<ItemRelation, ItemGraph> graphs;
  private final boolean values;
  private final FeatureNames names = new FeatureNames();
  private final Set<ItemRelation> asked = new LinkedHashSet<>();

  FamilyInput(
      FittingPart part,
      SharedSettings settings,
      List<String> sources,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      boolean values) {
    this.part = part;
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.embeddings = List.copyOf(embeddings);
    this.graphs = graphs;
    this.values = values;
  }

  /** Returns what may be learned from. */
  public FittingPart part() {
    return part;
  }

  /** Returns the settings that all families share. */
  public SharedSettings settings() {
    return settings;
  }

  /** Returns the names of the candidate sources, in the order of the candidates' evidence. */
  public List<String> sources() {
    return sources;
  }

  /** Returns the embeddings that were fitted on the part. */
  public List<Embedding> embeddings() {
    return embeddings;
  }

  /** Returns how the items of the part relate: counted once for all stages, kept by the bundle. */
  public ItemGraph graph(ItemRelation relation) {
    asked.add(relation);
    return graphs.apply(relation);
  }

  /** Says whether any interaction that is counted recorded a value. */
  public boolean hasValues() {
    return values;
  }

  /** Returns what makes names of columns and sources, none twice among all families. */
  public FeatureNames names() {
    return names;
  }

  /** Returns the relations whose graphs were asked for. */
  List<ItemRelation> asked() {
    return List.copyOf(asked);
  }
}
