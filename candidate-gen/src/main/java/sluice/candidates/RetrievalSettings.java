package sluice.candidates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sluice.candidates.als.AlsSettings;
import sluice.candidates.content.ContentEmbedding;
import sluice.candidates.content.ContentSettings;
import sluice.candidates.fusion.FusionSettings;
import sluice.candidates.source.GraphSettings;
import sluice.candidates.source.SourceSettings;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * What the config says under {@code candidates}.
 *
 * @param sources whose lists are fused, at least one; names are unique among these and {@code
 *     compare}
 * @param compare sources that are evaluated beside these without being fused
 * @param fusion how the lists become one
 * @param ials training of the embedding {@code ials}
 * @param content making of the embedding {@code content}; none where the data has nothing to make
 *     it of
 */
public record RetrievalSettings(
    List<SourceSettings> sources,
    List<SourceSettings> compare,
    FusionSettings fusion,
    AlsSettings ials,
    Optional<ContentSettings> content) {
  /** Checks and copies. */
  public RetrievalSettings {
    sources = List.copyOf(sources);
    compare = List.copyOf(compare);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source");
    }
    Set<String> names = new HashSet<>();
    for (SourceSettings s : both(sources, compare)) {
      if (!names.add(s.name())) {
        throw new IllegalArgumentException("two sources are called " + s.name());
      }
    }
  }

  /** Returns the settings of an empty config. */
  public static RetrievalSettings defaults() {
    return read(ConfigNode.map("defaults", "candidates", Map.of()));
  }

  /** Reads the settings; every key has a default. */
  public static RetrievalSettings read(ConfigNode node) {
    List<ConfigNode> given = node.get("sources").map(ConfigNode::elements).orElse(List.of());
    List<ConfigNode> others = node.get("compare").map(ConfigNode::elements).orElse(List.of());
    if (node.get("sources").isPresent() && given.isEmpty()) {
      throw node.require("sources").error("at least one source is expected");
    }
    List<ConfigNode> nodes = both(given, others);
    List<SourceSettings> all = new ArrayList<>(given.isEmpty() ? defaultSources() : List.of());
    int fused = given.isEmpty() ? all.size() : given.size();
    nodes.forEach(n -> all.add(SourceSettings.read(n)));
    List<SourceSettings> named = name(all, nodes, all.size() - nodes.size());
    FusionSettings fusion = FusionSettings.read(node.child("fusion"));
    List<SourceSettings> sources = named.subList(0, fused);
    ConfigNode weights = node.child("fusion");
    fusion.check(
        sources.stream().map(SourceSettings::name).toList(),
        weights.place() + ": " + node.path() + ".fusion.weights");
    RetrievalSettings settings =
        new RetrievalSettings(
            sources,
            named.subList(fused, named.size()),
            fusion,
            AlsSettings.read(node.child("ials")),
            Optional.of(ContentSettings.read(node.child("content"))));
    node.finish();
    settings.checkEmbeddings(nodes, named.size() - nodes.size());
    return settings;
  }

  /** Returns fused and compared sources, in this order. */
  public List<SourceSettings> all() {
    return both(sources, compare);
  }

  /**
   * Returns the same settings with these sources and embeddings alone.
   *
   * @param names of the sources that stay
   * @param embeddings names of the embeddings that stay
   */
  RetrievalSettings only(Collection<String> names, Collection<String> embeddings) {
    return new RetrievalSettings(
        sources.stream().filter(s -> names.contains(s.name())).toList(),
        compare.stream().filter(s -> names.contains(s.name())).toList(),
        fusion,
        ials,
        content.filter(c -> embeddings.contains(ContentEmbedding.NAME)));
  }

  /** Returns the names of the embeddings that sources may search. */
  List<String> embeddingNames() {
    List<String> names = new ArrayList<>(List.of("ials"));
    content.ifPresent(c -> names.add(ContentEmbedding.NAME));
    for (SourceSettings s : all()) {
      if (s instanceof SourceSettings.Vector v && v.als().isPresent()) {
        names.add(v.name());
      }
    }
    return names;
  }

  /** Returns how an embedding by alternating least squares was trained. */
  AlsSettings als(String embedding) {
    return all().stream()
        .filter(s -> s.name().equals(embedding))
        .flatMap(
            s -> s instanceof SourceSettings.Vector v ? v.als().stream() : Stream.<AlsSettings>of())
        .findFirst()
        .orElse(ials);
  }

  private static List<SourceSettings> defaultSources() {
    return List.of(
        new SourceSettings.Popularity(
            "popularity", 200, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
        new SourceSettings.Lucene("lucene", 400, List.of(), "", 24, 50),
        graph("ials", 400),
        graph("content", 200));
  }

  private static SourceSettings graph(String embedding, int n) {
    return new SourceSettings.Vector(
        "hnsw", n, embedding, SourceSettings.Index.GRAPH, GraphSettings.DEFAULT, Optional.empty());
  }

  /**
   * Gives sources of one name that search different embeddings those as a suffix; refuses what
   * still clashes.
   */
  private static List<SourceSettings> name(
      List<SourceSettings> all, List<ConfigNode> nodes, int without) {
    Map<String, Integer> count = new HashMap<>();
    all.forEach(s -> count.merge(s.name(), 1, Integer::sum));
    List<SourceSettings> named = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      SourceSettings s = all.get(i);
      boolean unnamed = i < without || nodes.get(i - without).typed().get("name").isEmpty();
      if (unnamed && count.getOrDefault(s.name(), 0) > 1 && s.searched().isPresent()) {
        s = s.named(s.name() + "-" + s.searched().get());
      }
      if (!taken.add(s.name())) {
        String place =
            i < without
                ? "candidates.sources"
                : nodes.get(i - without).place() + ": " + nodes.get(i - without).path();
        throw new UserError(
            place
                + " is a second source called "
                + s.name()
                + "; give one of them another name, such as name: "
                + s.name()
                + "-2");
      }
      named.add(s);
    }
    return named;
  }

  private void checkEmbeddings(List<ConfigNode> nodes, int without) {
    List<String> known = embeddingNames();
    for (int i = 0; i < nodes.size(); i++) {
      Optional<String> embedding = all().get(i + without).searched();
      if (embedding.isPresent() && !known.contains(embedding.get())) {
        throw nodes
            .get(i)
            .typed()
            .require("embedding")
            .error(
                "one of "
                    + String.join(", ", known)
                    + " is expected"
                    + ConfigNode.didYouMean(embedding.get(), known));
      }
    }
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
