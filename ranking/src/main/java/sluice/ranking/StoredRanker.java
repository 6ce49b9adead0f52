package sluice.ranking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import sluice.core.Feature;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.UserError;
import sluice.core.store.ArrayReader;
import sluice.core.store.ArrayWriter;

/**
 * The ranker of a bundle: a file that says of which type it is and on which features it was
 * trained, next to the folder with the ranker's own files.
 */
public final class StoredRanker {
  private static final String FILE = "ranker.arrays";
  private static final String FOLDER = "ranker";

  private StoredRanker() {}

  /**
   * Writes a ranker.
   *
   * @param schema of the rows that it scores
   * @param bundle folder of the bundle
   * @throws IOException where writing fails
   */
  public static void write(Ranker ranker, FeatureSchema schema, Path bundle) throws IOException {
    try (ArrayWriter out = new ArrayWriter(bundle.resolve(FILE))) {
      out.strings("ranker", List.of(ranker.type(), ranker.name()));
      out.strings("features", names(schema));
    }
    ranker.write(Files.createDirectory(bundle.resolve(FOLDER)));
  }

  /**
   * Reads a ranker.
   *
   * @param schema of the rows that it will score
   * @param bundle folder of the bundle
   * @throws UserError where it was trained on other features, a file is damaged, or its type is not
   *     on the class path
   */
  public static Ranker read(FeatureSchema schema, Path bundle) {
    List<String> ranker;
    List<String> features;
    try (ArrayReader in = new ArrayReader(bundle.resolve(FILE))) {
      ranker = in.strings("ranker");
      features = in.strings("features");
      in.finish();
    }
    RankerType<?> type = Rankers.types().find(ranker.getFirst());
    if (!features.equals(names(schema))) {
      throw new UserError("the ranker was trained on " + features + ", not on " + names(schema));
    }
    try {
      return type.read(ranker.getLast(), schema, bundle.resolve(FOLDER));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the ranker of " + bundle, e);
    }
  }

  private static List<String> names(FeatureSchema schema) {
    return schema.features().stream().map(Feature::name).toList();
  }
}
