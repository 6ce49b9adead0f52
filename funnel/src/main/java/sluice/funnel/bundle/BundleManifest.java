package sluice.funnel.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import sluice.core.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bundle says of itself, {@code bundle.json}.
 *
 * @param format version of the layout, {@value #FORMAT} here
 * @param id sixteen hexadecimal digits of the checksums of its files: two bundles with one id
 *     answer alike, but for the histories of users
 * @param name of the run
 * @param written when, ISO 8601
 * @param sluice version that wrote it
 * @param java version that wrote it
 * @param dataset name
 * @param licence of the data, as far as it is known; empty where it is not
 * @param seed of ties
 * @param excludeSeen whether items of the history may come back
 * @param ranker name of the served ranker
 * @param slate how many items are shown unless asked otherwise
 * @param users how many users the fitting part has
 * @param items how many items the catalogue has
 * @param interactions how many the fitting part has
 * @param dataEnd the time before which the data lies, milliseconds since 1970 UTC; {@link
 *     Long#MAX_VALUE} where the protocol does not part by time
 * @param files all others in the bundle but the rows of users, which forgetting rewrites
 */
public record BundleManifest(
    int format,
    String id,
    String name,
    String written,
    String sluice,
    String java,
    String dataset,
    String licence,
    long seed,
    boolean excludeSeen,
    String ranker,
    int slate,
    int users,
    int items,
    int interactions,
    long dataEnd,
    List<BundleFile> files) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 11;

  static final String FILE = "bundle.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /**
   * One file.
   *
   * @param name relative to the bundle, with slashes
   * @param bytes its size
   * @param sha256 its checksum, hexadecimal
   */
  public record BundleFile(String name, long bytes, String sha256) {
    /** Checks that the file lies in the bundle. */
    public BundleFile {
      if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")) {
        throw new IllegalArgumentException("not the name of a file in a bundle: " + name);
      }
    }
  }

  /** Checks and copies. */
  public BundleManifest {
    Objects.requireNonNull(id, "id");
    files = List.copyOf(files);
  }

  /**
   * Reads the manifest of a bundle.
   *
   * @throws UserError where there is none, it is damaged, or of another format
   */
  static BundleManifest read(Path bundle) {
    Path file = bundle.resolve(FILE);
    try {
      String text = Files.readString(file);
      int format = JSON.readTree(text).path("format").asInt(-1);
      if (format != FORMAT) {
        throw new UserError(
            file
                + " is of format "
                + format
                + ", this Sluice reads "
                + FORMAT
                + "; make the run once more with this version");
      }
      return JSON.readValue(text, BundleManifest.class);
    } catch (NoSuchFileException e) {
      throw new UserError(
          "there is no bundle in " + bundle + " (no " + FILE + "); make one with: sluice run", e);
    } catch (JacksonException | IOException e) {
      throw new UserError(file + " is damaged: " + firstLine(e), e);
    }
  }

  void write(Path bundle) {
    try {
      Files.writeString(
          bundle.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + bundle.resolve(FILE), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
