package sluice.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sluice.core.Candidates;
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
import sluice.core.store.Folders;
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
  private final Map<String, FeatureFamily> families;
  private final List<ItemRelation> graphs;
  private final List<FeatureGroup> groups;
  private final FeatureSchema schema;
  private final float[] defaults;
  private final FeatureTables tables;

  private FeatureAssembler(
      FittingPart part,
      Cutoff cutoff,
      FeatureSettings settings,
      List<String> sources,
      FeatureTables tables,
      Map<String, FeatureFamily> families,
      List<ItemRelation> graphs) {
    this.part = part;
    this.cutoff = cutoff;
    this.settings = settings;
    this.sources = List.copyOf(sources);
    this.tables = tables;
    this.families = families;
    this.graphs = graphs;
    this.groups = families.isEmpty() ? List.of() : groups(families, settings.shared().without());
    this.schema = new FeatureSchema(groups.stream().flatMap(g -> g.features().stream()).toList());
    this.defaults = new float[schema.size()];
    for (int j = 0; j < defaults.length; j++) {
      defaults[j] = schema.features().get(j).defaultValue();
    }
  }

  private FeatureAssembler(FeatureAssembler ended, Cutoff cutoff, FeatureTables tables) {
    this.part = ended.part;
    this.cutoff = cutoff;
    this.settings = ended.settings;
    this.sources = ended.sources;
    this.tables = tables;
    this.families = ended.families;
    this.graphs = ended.graphs;
    this.groups = ended.groups;
    this.schema = ended.schema;
    this.defaults = ended.defaults;
  }

  /**
   * Fits the families, and builds the snapshot tables that they read.
   *
   * @param part what may be learned from
   * @param inner the part that rankers are trained on, which decides what features there are
   * @param dated the part with later interactions, over the same items and users: counts are made
   *     of, and read from, a table that goes on after the part's end, each request's as of its day
   *     less the lag; the part itself where there are none
   * @param embeddings fitted on the part
   * @param graphs how the items of the part relate
   * @param sources names of the candidate sources, in the order of {@link Candidates#sources()}
   * @param settings how
   * @param tablesFolder receives the snapshot tables as Parquet
   * @param threads how many threads; the result does not depend on it
   * @param progress notified of each step
   */
  public static FeatureAssembler fit(
      FittingPart part,
      FittingPart inner,
      FittingPart dated,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      Path tablesFolder,
      int threads,
      Progress progress) {
    if (dated.catalogue().size() != part.catalogue().size() || dated.timed() != part.timed()) {
      throw new IllegalArgumentException("the dated counts are of another catalogue");
    }
    Cutoff cutoff = Cutoff.of(settings.lag(), dated.asOf(), dated.timed());
    FeatureTables tables = FeatureTables.build(dated, tablesFolder, threads, progress);
    return fit(part, inner, embeddings, graphs, sources, settings, tables, cutoff);
  }

  static FeatureAssembler fit(
      FittingPart part,
      FittingPart inner,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings settings,
      FeatureTables tables,
      Cutoff cutoff) {
    FamilyInput input =
        new FamilyInput(part, settings.shared(), sources, embeddings, graphs, tables.hasValues());
    Map<String, FeatureFamily> families = new LinkedHashMap<>();
    settings.families().forEach(f -> families.put(f.name(), f.fit(input, inner)));
    return new FeatureAssembler(part, cutoff, settings, sources, tables, families, input.asked());
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
        Map.of(),
        List.of());
  }

  /**
   * Returns an assembler whose counts go on where the part ends: each request's are read as of its
   * day, up to the later end. Everything else (embeddings, item graphs, attributes, tags) stays the
   * part's, as where {@link #fit} is given dated counts. Its schema is this one's.
   *
   * @param later counted for this part and these counts
   */
  public FeatureAssembler with(LaterCounts later) {
    return new FeatureAssembler(
        this,
        Cutoff.of(settings.lag(), later.end(), part.timed()),
        tables.then(later, part.users()));
  }

  /**
   * Writes what was fitted.
   *
   * @param out receives the counts
   * @param perUser receives the counts by user
   * @param folder receives a folder for each family
   */
  public void write(ArrayWriter out, ArrayWriter perUser, Path folder) {
    out.number("end", cutoff.end());
    out.strings("families", List.copyOf(families.keySet()));
    tables.write(out, perUser);
    out.strings("features", names());
    families.forEach((name, family) -> family.write(Folders.make(folder.resolve(name))));
  }

  /**
   * Reads an assembler that {@link #write} wrote.
   *
   * @param part what it was fitted on
   * @param embeddings those that it was fitted with
   * @param graphs those that it was fitted with
   * @param sources names of the candidate sources
   * @param configured what the config says
   * @param perUser the counts by user
   * @param folder of the families
   * @throws UserError where what was written makes other features than these settings
   */
  public static FeatureAssembler read(
      FittingPart part,
      List<Embedding> embeddings,
      Function<ItemRelation, ItemGraph> graphs,
      List<String> sources,
      FeatureSettings configured,
      ArrayReader in,
      ArrayReader perUser,
      Path folder) {
    Cutoff cutoff = Cutoff.of(configured.lag(), in.number("end"), part.timed());
    FeatureSettings settings = configured.only(in.strings("families"));
    FeatureTables tables = FeatureTables.read(in, perUser);
    FamilyInput input =
        new FamilyInput(part, settings.shared(), sources, embeddings, graphs, tables.hasValues());
    Map<String, FeatureFamily> families = new LinkedHashMap<>();
    settings
        .families()
        .forEach(f -> families.put(f.name(), f.read(input, folder.resolve(f.name()))));
    FeatureAssembler assembler =
        new FeatureAssembler(part, cutoff, settings, sources, tables, families, input.asked());
    List<String> written = in.strings("features");
    if (!assembler.names().equals(written)) {
      throw new UserError(
          "the features were written as " + written + " and would be made as " + assembler.names());
    }
    return assembler;
  }

  private List<String> names() {
    return schema.features().stream().map(Feature::name).toList();
  }

  /** Returns the groups of the families, less those that the settings leave out. */
  private static List<FeatureGroup> groups(
      Map<String, FeatureFamily> families, List<String> without) {
    Map<String, String> owners = new HashMap<>();
    Set<String> known = new LinkedHashSet<>();
    List<FeatureGroup> kept = new ArrayList<>();
    families.forEach((family, fitted) -> {
      for (FeatureGroup group : fitted.groups()) {
        for (Feature feature : group.features()) {
          known.add(feature.group());
          String other = owners.putIfAbsent(feature.name(), family);
          if (other != null) {
            throw new UserError(
                "the feature families "
                    + other
                    + " and "
                    + family
                    + " both have a feature called "
                    + feature.name());
          }
        }
        if (group.features().stream().noneMatch(f -> without.contains(f.group()))) {
          kept.add(group);
        }
      }
    });
    for (String name : without) {
      if (!known.contains(name)) {
        throw new UserError(
            "features.without: there is no group of features called "
                + name
                + ConfigNode.didYouMean(name, known)
                + "; there are "
                + String.join(", ", known));
      }
    }
    if (kept.stream().allMatch(g -> g.features().isEmpty())) {
      throw new UserError("features.without leaves no feature; take a group out of the list");
    }
    return List.copyOf(kept);
  }

  /** Returns the features, in column order. */
  public FeatureSchema schema() {
    return schema;
  }

  /** Returns the relations of items whose graphs are read. */
  public List<ItemRelation> graphs() {
    return graphs;
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
    if (n == 0 || groups.isEmpty()) {
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
    return FeatureDocs.section(schema, part.timed(), settings.shared());
  }

  /** One thread's memory for {@link #assemble}; not thread-safe. */
  public static final class Scratch {
    private final FeatureAssembler owner;
    private final RequestFacts facts;
    private final FeatureGroup.Filler[] fillers;
    private final int[] widths;
    private final FeatureGroup.Rows rows = new FeatureGroup.Rows();

    private Scratch(FeatureAssembler owner) {
      this.owner = owner;
      Request nobody = new Request("", -1, "", 0, History.EMPTY, Map.of());
      Candidates none =
          new Candidates(
              nobody, List.of(), RankedItems.EMPTY, new int[0][], new float[0][], new int[0]);
      this.facts =
          new RequestFacts(
              owner.part, owner.cutoff, owner.tables, owner.settings.shared().history(), none);
      this.fillers =
          owner.groups.stream().map(FeatureGroup::newFiller).toArray(FeatureGroup.Filler[]::new);
      this.widths = owner.groups.stream().mapToInt(f -> f.features().size()).toArray();
    }
  }
}
