package sluice.candidates.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import sluice.candidates.SourceInput;
import sluice.candidates.SourceType;
import sluice.core.CandidateSource;
import sluice.core.FittingPart;
import sluice.core.SettingError;

/** {@code lucene}: the inverted index, asked with the user's profile, see {@link LuceneSource}. */
public final class LuceneType implements SourceType<LuceneType.Settings> {
  /** Up to how many items an inverted index is kept in memory. */
  private static final int IN_MEMORY = 500_000;

  private static final List<String> AUTO = List.of("auto");

  /**
   * The settings.
   *
   * @param n how many items it brings
   * @param fields which columns of the items are searched
   * @param terms of how many terms the profile is made
   * @param recent from how many of the user's latest interactions the profile is made
   */
  public record Settings(int n, List<String> fields, int terms, int recent) {
    /** Checks and copies. */
    public Settings {
      SettingError.check("n", n, 1, 1_000_000);
      SettingError.check("terms", terms, 1, 1000);
      SettingError.check("recent", recent, 1, 100_000);
      fields = List.copyOf(fields);
    }

    /** Returns the fields that are searched in a part. */
    List<String> of(FittingPart part, String place) {
      return fields.equals(AUTO)
          ? ItemTermReader.suitable(part)
          : ItemTermReader.choose(part, fields, place + ".fields");
    }
  }

  @Override
  public String type() {
    return "lucene";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public String defaults() {
    return """
    n: 400         # how many items it brings
    fields: auto   # columns of the items, tags for the users' tags; auto: those that suit the data
    terms: 24      # of how many terms the profile is made
    recent: 50     # from how many of the user's latest interactions the profile is made
    """;
  }

  @Override
  public int n(Settings settings) {
    return settings.n();
  }

  @Override
  public Optional<String> lacks(Settings settings, FittingPart part, String place) {
    List<String> fields = settings.of(part, place);
    if (ItemTermReader.any(part, fields)) {
      return Optional.empty();
    }
    return Optional.of(
        fields.isEmpty()
            ? "the items have no title, name, text column, genres or tags to search"
            : "the items have no words in " + String.join(", ", fields));
  }

  @Override
  public CandidateSource fit(String name, Settings settings, SourceInput input) {
    List<String> fields = settings.of(input.part(), input.place());
    if (settings.fields().equals(AUTO)) {
      input.note("The source " + name + " searches " + String.join(", ", fields) + ".");
    }
    try {
      Directory directory =
          input.part().catalogue().size() > IN_MEMORY
              ? new MMapDirectory(input.workFolder().resolve("index-" + name))
              : new ByteBuffersDirectory();
      ItemIndex index = ItemIndex.build(input.part(), fields, directory);
      return new LuceneSource(name, settings, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CandidateSource read(String name, Settings settings, SourceInput input, Path folder) {
    List<String> fields = settings.of(input.part(), input.place());
    ItemIndex index = ItemIndex.open(fields, input.part().catalogue().size(), folder);
    return new LuceneSource(name, settings, index);
  }
}
