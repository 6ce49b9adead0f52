package sluice.candidates;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sluice.candidates.fusion.Fusion;
import sluice.candidates.fusion.FusionWeights;
import sluice.candidates.neighbour.ItemGraphs;
import sluice.core.CandidateSource;
import sluice.core.Candidates;
import sluice.core.Embedding;
import sluice.core.FittingPart;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.TieBreak;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;

/**
 * The first stage of the funnel, fitted: candidate sources, the embeddings they search, and their
 * fusion.
 *
 * <p>A function of one {@link FittingPart}, the settings and the seed; the number of threads
 * changes nothing. Where a source says otherwise ({@link CandidateSource#repeatable}), neither
 * holds for it. Immutable, safe for use by many threads.
 */
public final class Retrieval {
  private final RetrievalSettings settings;
  private final FittingPart part;
  private final List<CandidateSource> sources;
  private final List<CandidateSource> compared;
  private final List<CandidateSource> all;
  private final List<Embedding> embeddings;
  private final ItemGraphs graphs;
  private final List<ItemRelation> followed;
  private final Map<String, Integer> sizes;
  private final List<String> names;
  private final Fusion fusion;
  private final Map<String, Double> forgetting;

  /** Where each item stands in the fused list, from 1 on, 0 for nowhere; zeros between requests. */
  private final ThreadLocal<int[]> places;

  private final List<ReportSection> sections;

  Retrieval(
      RetrievalSettings settings,
      List<CandidateSource> fitted,
      List<Embedding> embeddings,
      ItemGraphs graphs,
      FittingPart part,
      FusionWeights weights,
      Map<String, Double> forgetting,
      List<ReportSection> sections) {
    int fused = settings.sources().size();
    this.settings = settings;
    this.part = part;
    this.sources = List.copyOf(fitted.subList(0, fused));
    this.compared = List.copyOf(fitted.subList(fused, fitted.size()));
    this.all = List.copyOf(fitted);
    this.embeddings = List.copyOf(embeddings);
    this.graphs = graphs;
    this.followed = settings.sources().stream().flatMap(s -> s.graphs().stream()).toList();
    Map<String, Integer> n = new LinkedHashMap<>();
    settings.all().forEach(s -> n.put(s.name(), s.n()));
    this.sizes = n;
    this.names = sources.stream().map(CandidateSource::name).toList();
    this.places = ThreadLocal.withInitial(() -> new int[part.catalogue().size()]);
    this.fusion = new Fusion(settings.fusion(), weights, part.catalogue());
    this.forgetting = Map.copyOf(forgetting);
    this.sections = List.copyOf(sections);
  }

  /**
   * Fits embeddings, indexes and sources.
   *
   * @param part what may be learned from
   * @param settings which sources, how fused
   * @param seed of every random choice
   * @param threads how many threads
   * @param workFolder an existing folder for indexes that do not fit into memory; its content may
   *     be deleted once the result is no longer used
   * @param progress notified of each step
   * @throws sluice.core.UserError where the settings ask for what the data does not have
   */
  public static Retrieval fit(
      FittingPart part,
      RetrievalSettings settings,
      long seed,
      int threads,
      Path workFolder,
      Progress progress) {
    FittedSources fitted = FittedSources.fit(part, settings, seed, threads, workFolder, progress);
    List<String> names = settings.sources().stream().map(SourceSpec::name).toList();
    return new Retrieval(
        settings,
        fitted.sources(),
        fitted.embeddings(),
        fitted.graphs(),
        part,
        settings.fusion().weightsOf(names),
        Map.of(),
        fitted.sections());
  }

  /** Returns the same with other weights of fusion. */
  public Retrieval with(FusionWeights weights) {
    return new Retrieval(settings, all, embeddings, graphs, part, weights, forgetting, sections);
  }

  /** Returns the same with the exponents of {@link ForgettingSource} by the names of sources. */
  public Retrieval forgetting(Map<String, Double> exponents) {
    List<CandidateSource> sources =
        all.stream()
            .map(s ->
                s instanceof ForgettingSource f && exponents.containsKey(s.name())
                    ? f.forgetting(exponents.get(s.name()))
                    : s)
            .toList();
    return new Retrieval(
        settings, sources, embeddings, graphs, part, fusion.weights(), exponents, sections);
  }

  /**
   * Returns the exponents of {@link ForgettingSource} that were chosen, by the names of sources.
   */
  public Map<String, Double> forgetting() {
    return forgetting;
  }

  /** Returns what a place in a source's list is worth to the fused list. */
  public FusionWeights fusion() {
    return fusion.weights();
  }

  /** Returns how many items the catalogue has. */
  public int items() {
    return part.catalogue().size();
  }

  /** Returns how lists are fused with other weights. */
  public Fusion fusion(FusionWeights weights) {
    return new Fusion(settings.fusion(), weights, part.catalogue());
  }

  /** Returns the sources whose lists are fused, in the order of the config. */
  public List<CandidateSource> sources() {
    return sources;
  }

  /** Returns the sources that are evaluated along with these without being fused. */
  public List<CandidateSource> compared() {
    return compared;
  }

  /** Returns the sources that are fused, then those that are compared. */
  public List<CandidateSource> all() {
    return all;
  }

  /** Returns the embeddings: {@code ials}, {@code content}, then those of single sources. */
  public List<Embedding> embeddings() {
    return embeddings;
  }

  /**
   * Returns how the items of the part relate, for later stages: what a source follows is not
   * counted again.
   */
  public ItemGraph graph(ItemRelation relation) {
    return graphs.get(relation);
  }

  /** Returns the item graphs. */
  ItemGraphs graphs() {
    return graphs;
  }

  /** Returns the relations whose graphs the fused sources follow. */
  List<ItemRelation> followed() {
    return followed;
  }

  /** Returns how many items a source brings at most, by its name. */
  public int n(CandidateSource source) {
    Integer n = sizes.get(source.name());
    if (n == null) {
      throw new IllegalArgumentException("not a source of this retrieval: " + source.name());
    }
    return n;
  }

  /** Fuses lists that were retrieved before, one a source in the order of {@link #sources}. */
  public Candidates fuse(Request request, List<RankedItems> lists, TieBreak ties) {
    RankedItems fused = fusion.fuse(lists, ties);
    int[] placeOf = places.get();
    for (int c = 0; c < fused.size(); c++) {
      placeOf[fused.item(c)] = c + 1;
    }
    int[][] ranks = new int[lists.size()][fused.size()];
    float[][] scores = new float[lists.size()][fused.size()];
    int[] retrieved = new int[lists.size()];
    for (int s = 0; s < ranks.length; s++) {
      RankedItems list = lists.get(s);
      retrieved[s] = list.size();
      Arrays.fill(scores[s], Float.NaN);
      for (int r = 0; r < list.size(); r++) {
        int c = placeOf[list.item(r)] - 1;
        if (c >= 0) {
          ranks[s][c] = r + 1;
          scores[s][c] = list.score(r);
        }
      }
    }
    for (int c = 0; c < fused.size(); c++) {
      placeOf[fused.item(c)] = 0;
    }
    return new Candidates(request, names, fused, ranks, scores, retrieved);
  }

  /**
   * Returns what there is to say about the fitting: losses, recall of graphs, fields that were left
   * out.
   */
  public List<ReportSection> sections() {
    return sections;
  }
}
