package example;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sluice.core.Column;
import sluice.core.Feature;
import sluice.core.FittingPart;
import sluice.core.Interactions;
import sluice.core.SettingError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;
import sluice.features.Declared;
import sluice.features.FamilyInput;
import sluice.features.FeatureFamily;
import sluice.features.FeatureFamilyType;
import sluice.features.FeatureGroup;
import sluice.features.RequestFacts;
import sluice.features.SharedSettings;

/**
 * {@code title-length}: an example of a feature family in one file.
 *
 * <p>How many words a text of the candidate has, and how many more than what users liked so far.
 */
public final class TitleLength implements FeatureFamilyType<TitleLength.Settings> {
  private static final String FILE = "length.arrays";
  private static final int WORDS = 0;
  private static final int MORE = 1;

  /**
   * Settings.
   *
   * @param column of the item table, of texts
   * @param most how many words count at most
   */
  public record Settings(String column, int most) {
    /** Checks. */
    public Settings {
      SettingError.check("most", most, 1, 1_000_000);
    }
  }

  @Override
  public String type() {
    return "title-length";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    column: title   # of the item table, of texts
    most: 50        # how many words count at most
    """;
  }

  @Override
  public Optional<String> lacks(Settings settings, SharedSettings shared, FittingPart part) {
    return part.items().columns().get(settings.column()) instanceof Column.Texts
        ? Optional.empty()
        : Optional.of("no texts called " + settings.column());
  }

  @Override
  public FeatureFamily fit(Settings settings, FamilyInput input, FittingPart inner) {
    float[] words = words(settings, input.part());
    Interactions rows = input.part().interactions();
    double sum = 0;
    int liked = 0;
    for (int i = 0; i < rows.size() && words.length > 0; i++) {
      int row = input.part().items().row(rows.item(i), rows.time(i));
      if (rows.weight(i) > 0 && row >= 0) {
        sum += words[row];
        liked++;
      }
    }
    return new Family(input, settings.column(), words, liked == 0 ? 0 : sum / liked);
  }

  @Override
  public FeatureFamily read(Settings settings, FamilyInput input, Path folder) {
    try (ArrayReader in = new ArrayReader(folder.resolve(FILE))) {
      double mean = in.doubles("mean")[0];
      in.finish();
      return new Family(input, settings.column(), words(settings, input.part()), mean);
    }
  }

  /** Returns the words of each row of the item table, none where there is no such column. */
  private static float[] words(Settings settings, FittingPart part) {
    if (!(part.items().columns().get(settings.column()) instanceof Column.Texts texts)) {
      return new float[0];
    }
    float[] words = new float[texts.size()];
    for (int row = 0; row < words.length; row++) {
      String text = texts.value(row).strip();
      int count = text.isEmpty() ? 0 : text.split("\\s+", -1).length;
      words[row] = Math.min(settings.most(), count);
    }
    return words;
  }

  private static final class Family implements FeatureFamily, FeatureGroup {
    private final float[] words;
    private final double mean;
    private final Declared declared = new Declared("length", "assembler", Duration.ZERO);

    Family(FamilyInput input, String column, float[] words, double mean) {
      this.words = words;
      this.mean = mean;
      String name = input.names().prefix("words", column);
      declared.add(
          name + "count", Feature.Type.COUNT, Float.NaN, "Words of the item's " + column + ".");
      declared.add(
          name + "more",
          Feature.Type.NUMBER,
          0,
          "Words of the item's " + column + " less those of what users liked.");
    }

    @Override
    public List<FeatureGroup> groups() {
      return words.length == 0 ? List.of() : List.of(this);
    }

    @Override
    public List<Feature> features() {
      return declared.features();
    }

    @Override
    public Filler newFiller() {
      return this::fill; // it needs no memory of its own
    }

    private void fill(RequestFacts facts, Rows rows) {
      for (int c = 0; c < facts.size(); c++) {
        int row = facts.row(c);
        if (row >= 0) {
          rows.set(c, WORDS, words[row]);
          rows.set(c, MORE, (float) (words[row] - mean));
        }
      }
    }

    @Override
    public void write(Path folder) {
      try (ArrayWriter out = new ArrayWriter(folder.resolve(FILE))) {
        out.doubles("mean", new double[] {mean});
      }
    }
  }
}
