package sluice.candidates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sluice.candidates.fusion.FusionSettings;
import sluice.core.ConfigNode;
import sluice.core.UserError;
import sluice.core.YamlFile;

/**
 * What the config says under {@code candidates}.
 *
 * @param sources whose lists are fused, at least one; names are unique among these and {@code
 *     compare}
 * @param compare sources that are evaluated along with these without being fused
 * @param fusion how the lists become one
 * @param shared embeddings that any source may search, one a type
 */
public record RetrievalSettings(
    List<SourceSpec> sources,
    List<SourceSpec> compare,
    FusionSettings fusion,
    List<EmbeddingSpec> shared) {
  private static final String DEFAULT_SOURCES =
      YamlFile.resource(RetrievalSettings.class, "sources.yaml");

  /** Checks and copies. */
  public RetrievalSettings {
    sources = List.copyOf(sources);
    compare = List.copyOf(compare);
    shared = List.copyOf(shared);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no source");
    }
    Set<String> names = new HashSet<>();
    for (SourceSpec s : both(sources, compare)) {
      if (!names.add(s.name())) {
        throw new IllegalArgumentException("two sources are called " + s.name());
      }
    }
  }

  /** Returns the settings of an empty config. */
  public static RetrievalSettings defaults() {
    return read(ConfigNode.map("defaults", "candidates", Map.of()));
  }

  /**
   * Reads the settings; every key has a default. A bare word in {@code compare} that is the name of
   * a fused source means that one, which is reported anyway.
   */
  public static RetrievalSettings read(ConfigNode node) {
    List<ConfigNode> given =
        node.get("sources")
            .map(ConfigNode::elements)
            .orElseGet(() -> YamlFile.parse(DEFAULT_SOURCES, "defaults").elements());
    if (given.isEmpty()) {
      throw node.require("sources").error("at least one source is expected");
    }
    List<SourceSpec> fused = given.stream().map(SourceSpec::read).toList();
    Set<String> names = fused.stream().map(SourceSpec::name).collect(Collectors.toSet());
    List<ConfigNode> others =
        node.get("compare").map(ConfigNode::elements).orElse(List.of()).stream()
            .filter(other -> other.isMap() || other.isList() || !names.contains(other.asText()))
            .toList();
    List<SourceSpec> named = name(both(fused, others.stream().map(SourceSpec::read).toList()));
    FusionSettings fusion = FusionSettings.read(node.child("fusion"));
    List<SourceSpec> sources = named.subList(0, given.size());
    fusion.check(
        sources.stream().map(SourceSpec::name).toList(),
        node.child("fusion").place() + ": " + node.path() + ".fusion");
    List<EmbeddingSpec> shared = new ArrayList<>();
    for (EmbeddingType<?> type : EmbeddingSpec.types()) {
      shared.add(EmbeddingSpec.read(type, node.child(type.type())));
    }
    node.finish();
    return new RetrievalSettings(
        sources, named.subList(given.size(), named.size()), fusion, shared);
  }

  /** Returns fused and compared sources, in this order. */
  public List<SourceSpec> all() {
    return both(sources, compare);
  }

  /** Returns the same with other fused sources. */
  public RetrievalSettings withSources(List<SourceSpec> other) {
    return new RetrievalSettings(other, compare, fusion, shared);
  }

  /** Returns the same with other settings of a shared embedding. */
  public RetrievalSettings with(EmbeddingSpec other) {
    List<EmbeddingSpec> all =
        shared.stream().map(e -> e.name().equals(other.name()) ? other : e).toList();
    return new RetrievalSettings(sources, compare, fusion, all);
  }

  /** Returns settings of one source, the nearest items of one embedding by exact scan. */
  public RetrievalSettings searching(EmbeddingSpec embedding) {
    String source = "{type: vector, index: exact, n: 400, embedding: " + embedding.name() + "}";
    SourceSpec spec = SourceSpec.read(YamlFile.parse(source, "defaults"));
    return new RetrievalSettings(List.of(spec), List.of(), fusion, List.of(embedding));
  }

  /** Returns the same without compared sources, as it is served. */
  RetrievalSettings served() {
    return new RetrievalSettings(sources, List.of(), fusion, shared);
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
        shared.stream().filter(e -> e.type().ofData() || embeddings.contains(e.name())).toList());
  }

  /**
   * Returns the embeddings that are fitted: those that a source searches, in the order of the
   * sources, and those that features read.
   */
  public List<EmbeddingSpec> embeddings() {
    Map<String, EmbeddingSpec> fitted = new LinkedHashMap<>();
    for (SourceSpec source : all()) {
      source.ownEmbedding().ifPresent(own -> fitted.put(own.name(), own));
      source.embedding().flatMap(this::shared).ifPresent(e -> fitted.putIfAbsent(e.name(), e));
    }
    shared.stream().filter(e -> e.type().always()).forEach(e -> fitted.putIfAbsent(e.name(), e));
    return List.copyOf(fitted.values());
  }

  /** Returns the shared embedding of a name; of one that no type has, what the data may bring. */
  private Optional<EmbeddingSpec> shared(String name) {
    if (all().stream()
        .anyMatch(s -> s.ownEmbedding().filter(e -> e.name().equals(name)).isPresent())) {
      return Optional.empty();
    }
    return shared.stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .or(() ->
            shared.stream()
                .filter(e -> e.type().ofData())
                .findFirst()
                .map(e -> new EmbeddingSpec(name, e.type(), e.settings())));
  }

  /**
   * Gives sources of one name that search different embeddings those as a suffix; refuses what
   * still clashes.
   */
  private static List<SourceSpec> name(List<SourceSpec> all) {
    Map<String, Integer> count = new HashMap<>();
    all.forEach(s -> count.merge(s.name(), 1, Integer::sum));
    List<SourceSpec> named = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (SourceSpec s : all) {
      SourceSpec unique =
          !s.named() && count.getOrDefault(s.name(), 0) > 1
              ? s.embedding().map(e -> s.named(s.name() + "-" + e)).orElse(s)
              : s;
      if (!taken.add(unique.name())) {
        throw new UserError(
            unique.place()
                + " is a second source called "
                + unique.name()
                + "; give one of them another name, such as name: "
                + unique.name()
                + "-2");
      }
      named.add(unique);
    }
    return named;
  }

  /**
   * Checks that each embedding that is searched is learned or brought.
   *
   * @param brought names of the embeddings whose vectors the data brings
   * @throws UserError for a name that neither has, or that both have
   */
  public void checkEmbeddings(Collection<String> brought) {
    List<String> known =
        new ArrayList<>(
            shared.stream().filter(e -> !e.type().ofData()).map(EmbeddingSpec::name).toList());
    all().forEach(s -> s.ownEmbedding().ifPresent(own -> known.add(own.name())));
    for (String name : brought) {
      if (known.contains(name)) {
        throw new UserError(
            "embeddings."
                + name
                + " of dataset.yaml has the name of an embedding that is learned; give it another");
      }
    }
    known.addAll(brought);
    for (SourceSpec source : all()) {
      String embedding = source.embedding().orElse("");
      if (!embedding.isEmpty() && !known.contains(embedding)) {
        throw new UserError(
            source.place()
                + ".embedding is "
                + embedding
                + ", but one of "
                + String.join(", ", known)
                + " is expected"
                + ConfigNode.didYouMean(embedding, known)
                + (brought.isEmpty() ? "; the data brings no vectors of its own" : ""));
      }
    }
  }

  private static <T> List<T> both(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
