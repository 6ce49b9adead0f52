package sluice.ingestion.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/**
 * Finds out what the value of {@code dataset} in a config means.
 *
 * @param place where the value stands, for messages
 * @param base what relative paths count from
 * @param fetched the folder that {@code sluice data fetch} fetches into
 */
public record DatasetResolver(String place, Path base, Path fetched) {
  private static final String YAML = "dataset.yaml";

  /**
   * Resolves a value: a name from {@link NamedDatasets}, the path of a {@code dataset.yaml}, a
   * folder that holds one, or a MovieLens folder. {@code sample} is not resolved here: its world
   * must be made first, and its folder is then a path.
   *
   * @throws UserError where it is none of these
   */
  public DatasetSpec resolve(String value) {
    if (value.equals(NamedDatasets.SAMPLE)) {
      throw new IllegalArgumentException("the sample is made, not resolved; resolve its folder");
    }
    Optional<NamedDataset.Download> named =
        NamedDatasets.find(value).flatMap(NamedDataset::download);
    if (named.isPresent()) {
      return fetched(value, named.get());
    }
    Path path = base.resolve(value);
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    if (!Files.exists(path)) {
      throw new UserError(
          place
              + ": dataset is '"
              + value
              + "', which is neither a file or folder nor the name of a dataset"
              + ConfigNode.didYouMean(value, NamedDatasets.names())
              + "; names are "
              + String.join(", ", NamedDatasets.names()));
    }
    String name = path.toString();
    if (!name.endsWith(".yaml") && !name.endsWith(".yml")) {
      throw new UserError(
          place
              + ": dataset is '"
              + value
              + "'; a dataset.yaml that describes the file is expected, see docs/reference/own-data.md");
    }
    return DatasetSpec.read(path);
  }

  private DatasetSpec fetched(String name, NamedDataset.Download download) {
    Path folder = fetched.resolve(download.folder());
    Path plain = base.resolve(name);
    if (!Files.isDirectory(folder) && Files.isDirectory(plain)) {
      return folder(plain);
    }
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          place
              + ": dataset "
              + name
              + " is not in "
              + fetched
              + " yet; fetch it by: sluice data fetch "
              + name);
    }
    return folder(folder);
  }

  private DatasetSpec folder(Path folder) {
    if (Files.isRegularFile(folder.resolve(YAML))) {
      return DatasetSpec.read(folder.resolve(YAML));
    }
    return MovieLensFolder.recognise(folder)
        .orElseThrow(() ->
            new UserError(
                place
                    + ": the folder "
                    + folder
                    + " holds neither a dataset.yaml nor the files of a MovieLens dataset; it holds"
                    + " "
                    + contents(folder)
                    + ". Write a dataset.yaml, see docs/reference/own-data.md"));
  }

  private static String contents(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      List<String> names =
          list.map(f -> String.valueOf(f.getFileName())).sorted().limit(20).toList();
      return names.isEmpty() ? "nothing" : names.stream().collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
