package sluice.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import sluice.core.Candidates;
import sluice.core.Column;
import sluice.core.ConfigNode;
import sluice.core.Embedding;
import sluice.core.Feature;
import sluice.core.FeatureMatrix;
import sluice.core.FeatureSchema;
import sluice.core.FittingPart;
import sluice.core.History;
import sluice.core.Progress;
import sluice.core.RankedItems;
import sluice.core.ReportSection;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.core.graph.ItemGraph;
import sluice.core.graph.ItemRelation;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.features.tables.Cutoff;
import sluice.features.tables.FeatureTables;
import sluice.features.tables.LaterCounts;

/**
 * Fills the feature rows of a request's candidates: the one path that training, batch and serving
 * call.
 *
 * <p>Fitted on one {@link FittingPart} alone. Counts are read as of the request's day (whole UTC
 * days that ended before it), tags and dated attributes as of its time, both less the lag; the
 * user's own history is the request's. Row c is candidate c; it does not depend on the order of the
 * candidates, only on which they are. A value of which nothing is known is the feature's declared
 * default. The same arguments give the same bits on any number of threads. Immutable, safe for use
 * by many threads, each with a {@link Scratch} of its own.
 */
public final class FeatureAssembler {
  private final FittingPart part;
  private final Cutoff cutoff;
  private final FeatureSettings settings;
  private final List<String> sources;
  private final List<Family> families;
  private final FeatureSchema schema;
  private final float[] defaults;
  private final FeatureTables tables;
  private final TopCategories categories;
  private final Function<FeatureAssembler, List<Family>> made;

  private FeatureAssembler(
      FittingPart part,
      Cutoff cutoff,
      FeatureSettings settings,
      List<String> sources,
      FeatureTables tables,
      TopCategories categories,
      Function<FeatureAssembler, List<Family>> made,
      Optional<FeatureSchema> known) {
    this.part = part;
    this.cutoff = cutoff;
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.tables = tables;
    this.categories = categories;
    this.made = made;
    List<Family> all = made.apply(this);
    this.families = all.isEmpty() ? List.of() : kept(all, settings.without());
    List<Feature> features = new ArrayList<>();
    this.families.forEach(f -> features.addAll(f.features()));
    this.schema = known.orElseGet(() -> new FeatureSchema(features));
    this.defaults = new float[features.size()];
    for (int j = 0; j < defaults.length; j++) {
      defaults[j] = features.get(j).defaultValue();
    }
  }

  /**
   * Fits everything the features need besides embeddings and graphs: builds the snapshot tables.
   *
   * @param part what may be learned from
   * @param embeddings fitted on the same part
   * @param graphs how the items of the same part relate
   * @param sources names of the candidate sources, in the order of {@link Candidates#sources()}
   * @param settings how
   * @param tablesFolder receives the snapshot tables as Parquet
   * @param seed for ties
   * @param threads how many threads; the result does not depend on it
   * @param progress notified of each step
   */
  public static FeatureAssembler fit(
      FittingPart part,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      Path tablesFolder,
      long seed,
      int threads,
      Progress progress) {
    Cutoff cutoff = Cutoff.of(settings.lag(), part.asOf(), part.timed());
    return fit(
        part, embeddings, graphs, sources, settings, tablesFolder, seed, threads, progress, cutoff);
  }

  /**
   * As the other {@code fit}, but counts are made of, and read from, a table that goes on after the
   * part's end, each request's as of its day less the lag. Everything else (embeddings,
   * transitions, co-occurrence, attributes, tags) is the part's.
   *
   * @param part what may be learned from
   * @param dated the part with later interactions, over the same items and users; the part itself
   *     where there are none
   * @param categories which categories of items have features of their own: chosen on the part that
   *     rankers are trained on
   */
  public static FeatureAssembler fit(
      FittingPart part,
      FittingPart dated,
      TopCategories categories,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      Path tablesFolder,
      long seed,
      int threads,
      Progress progress) {
    if (dated.catalogue().size() != part.catalogue().size() || dated.timed() != part.timed()) {
      throw new IllegalArgumentException("the dated counts are of another catalogue");
    }
    Cutoff cutoff = Cutoff.of(settings.lag(), dated.asOf(), dated.timed());
    FeatureTables tables = FeatureTables.build(dated, tablesFolder, threads, progress);
    return fit(part, embeddings, graphs, sources, settings, tables, categories, cutoff);
  }

  static FeatureAssembler fit(
      FittingPart part,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      Path tablesFolder,
      long seed,
      int threads,
      Progress progress,
      Cutoff cutoff) {
    FeatureTables tables = FeatureTables.build(part, tablesFolder, threads, progress);
    TopCategories categories = TopCategories.of(part, settings.categories());
    return fit(part, embeddings, graphs, sources, settings, tables, categories, cutoff);
  }

  private static FeatureAssembler fit(
      FittingPart part,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      FeatureTables tables,
      TopCategories categories,
      Cutoff cutoff) {
    return new FeatureAssembler(
        part,
        cutoff,
        settings,
        sources,
        tables,
        categories,
        assembler -> assembler.families(embeddings, graphs),
        Optional.empty());
  }

  /**
   * Makes an assembler of no features, for a funnel in which nothing ranks by any; it builds and
   * writes nothing.
   *
   * @param part whose candidates it is given
   * @param sources names of the candidate sources
   * @param settings of which nothing is used
   */
  public static FeatureAssembler none(
      FittingPart part, List<String> sources, FeatureSettings settings) {
    return new FeatureAssembler(
        part,
        Cutoff.of(settings.lag(), part.asOf(), part.timed()),
        settings,
        sources,
        FeatureTables.none(part),
        TopCategories.NONE,
        assembler -> List.of(),
        Optional.empty());
  }

  /**
   * Returns an assembler whose counts go on where the part ends: each request's are read as of its
   * day, up to the later end. Everything else (embeddings, transitions, co-occurrence, attributes,
   * tags) stays the part's, as where {@link #fit} is given dated counts. Its schema is this one's.
   *
   * @param later counted for this part and these counts
   */
  public FeatureAssembler with(LaterCounts later) {
    return new FeatureAssembler(
        part,
        Cutoff.of(settings.lag(), later.end(), part.timed()),
        settings,
        sources,
        tables.then(later, part.users()),
        categories,
        made,
        Optional.of(schema));
  }

  /**
   * Writes what was fitted: the counts.
   *
   * @param perUser receives the counts by user
   */
  public void write(ArrayWriter out, ArrayWriter perUser) {
    out.number("end", cutoff.end()).number("none", families.isEmpty() ? 1 : 0);
    tables.write(out, perUser);
    categories.write(out);
    out.strings("features", schema.features().stream().map(Feature::name).toList());
  }

  /**
   * Reads an assembler that {@link #write} wrote.
   *
   * @param part what it was fitted on
   * @param embeddings those that it was fitted with
   * @param graphs those that it was fitted with
   * @param sources names of the candidate sources
   * @param settings it was fitted with
   * @param perUser the counts by user
   * @throws UserError where what was written makes other features than these settings
   */
  public static FeatureAssembler read(
      FittingPart part,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      ArrayReader in,
      ArrayReader perUser) {
    Cutoff cutoff = Cutoff.of(settings.lag(), in.number("end"), part.timed());
    boolean none = in.number("none") == 1;
    FeatureTables tables = FeatureTables.read(in, perUser);
    TopCategories categories = TopCategories.read(in);
    FeatureAssembler assembler =
        new FeatureAssembler(
            part,
            cutoff,
            settings,
            sources,
            tables,
            categories,
            own -> none ? List.of() : own.families(embeddings, graphs),
            Optional.empty());
    List<String> written = in.strings("features");
    List<String> made = assembler.schema.features().stream().map(Feature::name).toList();
    if (!made.equals(written)) {
      throw new UserError(
          "the features were written as " + written + " and would be made as " + made);
    }
    return assembler;
  }

  private List<Family> families(
      List<Embedding> embeddings, Function<ItemRelation, ItemGraph> graphs) {
    FeatureNames names = new FeatureNames();
    List<Family> all = new ArrayList<>();
    all.add(new SourceEvidence(sources, names));
    all.add(new ItemPopularity(part, tables, settings.lag()));
    all.add(new ItemAttributes(part, names));
    for (Map.Entry<String, Column> column : part.items().columns().entrySet()) {
      if (column.getValue() instanceof Column.Categories c) {
        categories
            .in(column.getKey())
            .ifPresent(chosen ->
                all.add(new ItemCategories(column.getKey(), c, chosen, settings.buckets(), names)));
      }
    }
    all.add(new UserActivity(part, tables, settings.lag()));
    all.add(new UserAttributes(part, cutoff, settings, names));
    all.add(new Repeats(part.timed()));
    for (Map.Entry<String, Column> column : part.items().columns().entrySet()) {
      if (column.getValue() instanceof Column.Categories categories) {
        String prefix = names.prefix("cat", column.getKey());
        all.add(new CategoryAffinity(prefix, column.getKey(), categories, tables, settings));
      }
    }
    // A group that settings leave out is one that there could be.
    if (part.tags().size() > 0 || settings.without().contains(TagAffinity.GROUP)) {
      all.add(new TagAffinity(part.tags(), part.catalogue().size(), settings));
    }
    for (Embedding embedding : embeddings) {
      all.add(new EmbeddingLikeness(names.prefix("emb", embedding.name()), embedding, settings));
    }
    all.add(
        new GraphRelation(
            "cooc_",
            "co-occurrence",
            graphs.apply(settings.coOccurrence()),
            settings.related(),
            0.98));
    all.add(
        new GraphRelation(
            "transition_",
            "transitions",
            graphs.apply(settings.transitions()),
            settings.last(),
            0.8));
    all.add(new RequestContext(part.timed()));
    return all;
  }

  /** Leaves out the groups that the settings name; a family's features are all of one group. */
  private static List<Family> kept(List<Family> all, List<String> without) {
    Set<String> groups = new LinkedHashSet<>();
    all.forEach(f -> f.features().forEach(feature -> groups.add(feature.group())));
    for (String name : without) {
      if (!groups.contains(name)) {
        throw new UserError(
            "features.without: there is no group of features called "
                + name
                + ConfigNode.didYouMean(name, groups)
                + "; there are "
                + String.join(", ", groups));
      }
    }
    List<Family> kept =
        all.stream()
            .filter(f -> f.features().stream().noneMatch(g -> without.contains(g.group())))
            .toList();
    if (kept.stream().allMatch(f -> f.features().isEmpty())) {
      throw new UserError("features.without leaves no feature; take a group out of the list");
    }
    return kept;
  }

  /** Returns the features, in column order. */
  public FeatureSchema schema() {
    return schema;
  }

  /** Returns the relations of items whose graphs are read. */
  public List<ItemRelation> graphs() {
    return families.isEmpty() ? List.of() : settings.graphs();
  }

  /** Returns the snapshot tables of the part. */
  public FeatureTables tables() {
    return tables;
  }

  /** Returns one thread's scratch memory. */
  public Scratch newScratch() {
    return new Scratch(this);
  }

  /**
   * Fills one row a candidate.
   *
   * @param candidates of a request whose indexes are those of the fitting part
   * @param out of this schema; resized to the number of candidates and overwritten
   * @param scratch of this assembler, used by one thread at a time
   * @throws IllegalArgumentException where the sources or the schema are others than fitted with
   */
  public void assemble(Candidates candidates, FeatureMatrix out, Scratch scratch) {
    if (!candidates.sources().equals(sources)) {
      throw new IllegalArgumentException(
          "sources " + candidates.sources() + ", fitted with " + sources);
    }
    if (out.columns() != schema.size()) {
      throw new IllegalArgumentException(
          out.columns() + " columns for " + schema.size() + " features");
    }
    if (scratch.owner != this) {
      throw new IllegalArgumentException("scratch memory of another assembler");
    }
    int n = candidates.size();
    int width = schema.size();
    out.resize(n);
    float[] data = out.data();
    for (int c = 0; c < n; c++) {
      System.arraycopy(defaults, 0, data, c * width, width);
    }
    if (n == 0 || families.isEmpty()) {
      return;
    }
    scratch.facts.begin(candidates);
    try {
      int column = 0;
      for (int f = 0; f < scratch.fillers.length; f++) {
        scratch.rows.at(data, width, column);
        scratch.fillers[f].fill(scratch.facts, scratch.rows);
        column += scratch.widths[f];
      }
    } finally {
      scratch.facts.end();
    }
  }

  /** Returns the report's section: every feature with its declaration, and what is off and why. */
  public ReportSection section() {
    return FeatureDocs.section(schema, part.timed(), settings);
  }

  /** One thread's memory for {@link #assemble}; not thread-safe. */
  public static final class Scratch {
    private final FeatureAssembler owner;
    private final RequestFacts facts;
    private final Family.Filler[] fillers;
    private final int[] widths;
    private final Family.Rows rows = new Family.Rows();

    private Scratch(FeatureAssembler owner) {
      this.owner = owner;
      Request nobody = new Request("", -1, "", 0, History.EMPTY, Map.of());
      Candidates none =
          new Candidates(
              nobody, List.of(), RankedItems.EMPTY, new int[0][], new float[0][], new int[0]);
      this.facts =
          new RequestFacts(owner.part, owner.cutoff, owner.tables, owner.settings.history(), none);
      this.fillers = owner.families.stream().map(Family::newFiller).toArray(Family.Filler[]::new);
      this.widths = owner.families.stream().mapToInt(f -> f.features().size()).toArray();
    }
  }
}
