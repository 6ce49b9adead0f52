package sluice.funnel.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sluice.candidates.StoredRetrieval;
import sluice.core.FittingPart;
import sluice.core.store.ArrayWriter;
import sluice.core.store.AtomicFolder;
import sluice.core.store.PartFile;
import sluice.funnel.FittedFunnel;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.BundleManifest.BundleFile;
import sluice.ranking.StoredRanker;
import sluice.ranking.calibration.Calibrator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a fitted funnel as a bundle: models, indexes, feature tables, dictionaries, config, a
 * sample of requests with their answers, checksums.
 */
public final class BundleWriter {
  private BundleWriter() {}

  /**
   * What a bundle says of where it comes from.
   *
   * @param name of the run
   * @param dataset name
   * @param licence of the data, empty where it is not known
   * @param version of Sluice
   * @param excludeSeen whether items of the history may come back
   * @param config as the run resolved it
   */
  public record Origin(
      String name,
      String dataset,
      String licence,
      String version,
      boolean excludeSeen,
      Map<String, @Nullable Object> config) {}

  /**
   * Writes a bundle under a temporary name next to the folder and gives it its name at the end.
   *
   * @param funnel what is served
   * @param origin where it comes from
   * @param target the folder, which must not exist
   */
  public static BundleManifest write(Funnel funnel, Origin origin, Path target) {
    try (AtomicFolder folder = AtomicFolder.begin(target)) {
      Files.createDirectories(folder.path().resolve("retrieval"));
      BundleManifest manifest = fill(funnel, origin, folder.path());
      folder.complete();
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the bundle " + target, e);
    }
  }

  private static BundleManifest fill(Funnel funnel, Origin origin, Path folder) throws IOException {
    FittedFunnel fitted = funnel.fitted();
    FittingPart part = fitted.part();
    Files.writeString(
        folder.resolve(BundleSettings.FILE),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(origin.config()));
    try (ArrayWriter out = new ArrayWriter(folder.resolve(Bundle.PART));
        ArrayWriter features = new ArrayWriter(folder.resolve(Bundle.FEATURES));
        ArrayWriter perUser = new ArrayWriter(folder.resolve(UserRows.FILE))) {
      PartFile.write(part, out, perUser);
      fitted.assembler().write(features, perUser, folder.resolve(Bundle.FAMILIES));
    }
    UserRows.sign(folder.resolve(UserRows.FILE));
    try (ArrayWriter out = new ArrayWriter(folder.resolve(Bundle.COUNTED))) {
      funnel.popularity().write(out);
      EventWeights.of(part.interactions()).write(out);
    }
    StoredRetrieval.write(
        fitted.retrieval(), fitted.assembler().graphs(), folder.resolve(Bundle.RETRIEVAL));
    StoredRanker.write(funnel.ranker(), fitted.assembler().schema(), folder);
    funnel.slate().write(folder);
    funnel.calibrator().ifPresent(c -> Calibrator.write(c, folder));
    try (ArrayWriter out = new ArrayWriter(folder.resolve(Bundle.SAMPLE))) {
      BundleSample.write(funnel, fitted.seed(), out);
    }
    List<BundleFile> files = Checksums.of(folder);
    BundleManifest manifest =
        new BundleManifest(
            BundleManifest.FORMAT,
            Checksums.id(files),
            origin.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            origin.version(),
            Runtime.version().toString(),
            origin.dataset(),
            origin.licence(),
            fitted.seed(),
            origin.excludeSeen(),
            funnel.ranker().name(),
            funnel.slate().size(),
            part.users().size(),
            part.catalogue().size(),
            part.interactions().size(),
            part.asOf(),
            files);
    manifest.write(folder);
    return manifest;
  }
}
