package sluice.ingestion.dataset;

import java.util.List;
import java.util.Optional;

/**
 * The datasets that are known by name: what {@code sluice data list} shows and {@code sluice data
 * fetch} brings.
 */
public final class NamedDatasets {
  private static final String GROUPLENS = "https://files.grouplens.org/datasets/movielens/";
  private static final String LICENCE =
      "GroupLens: research use, with citation; no redistribution and no commercial use without"
          + " permission";
  private static final String LATEST_LICENCE =
      "GroupLens: with citation; redistribution under the same terms; no commercial use without"
          + " permission";
  private static final String CITATION =
      "F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets: History and Context."
          + " ACM Transactions on Interactive Intelligent Systems 5, 4, 19:1-19:19."
          + " https://doi.org/10.1145/2827872";

  /** The name of the built-in simulated world. */
  public static final String SAMPLE = "sample";

  private static final List<NamedDataset> ALL =
      List.of(
          new NamedDataset(
              SAMPLE,
              "a simulated video service with known truth; made here, nothing is fetched",
              new NamedDataset.Terms("Apache-2.0, as Sluice itself", ""),
              Optional.empty()),
          movieLens(
              "ml-latest-small", "100,836 ratings, 610 users, 9,742 movies", "ml-latest-small", ""),
          movieLens(
              "ml-100k",
              "100,000 ratings, 943 users, 1,682 movies",
              "ml-100k",
              "0e33842e24a9c977be4e0107933c0723"),
          movieLens(
              "ml-1m",
              "1,000,209 ratings, 6,040 users, 3,883 movies",
              "ml-1m",
              "c4d9eecfca2ab87c1945afe126590906"),
          movieLens(
              "ml-10m",
              "10,000,054 ratings, 69,878 users, 10,681 movies",
              "ml-10M100K",
              "ce571fd55effeba0271552578f2648bd"),
          movieLens(
              "ml-20m",
              "20,000,263 ratings, 138,493 users, 27,278 movies",
              "ml-20m",
              "cd245b17a1ae2cc31bb14903e1204af3"),
          movieLens(
              "ml-25m",
              "25,000,095 ratings, 162,541 users, 62,423 movies",
              "ml-25m",
              "6b51fb2759a8657d3bfcbfc42b592ada"),
          movieLens("ml-32m", "32,000,204 ratings, 200,948 users, 87,585 movies", "ml-32m", ""));

  private NamedDatasets() {}

  /** Returns all, the built-in sample first. */
  public static List<NamedDataset> all() {
    return ALL;
  }

  /** Returns the dataset of a name. */
  public static Optional<NamedDataset> find(String name) {
    return ALL.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** Returns all names. */
  public static List<String> names() {
    return ALL.stream().map(NamedDataset::name).toList();
  }

  private static NamedDataset movieLens(String name, String size, String folder, String md5) {
    return new NamedDataset(
        name,
        size,
        new NamedDataset.Terms(name.contains("latest") ? LATEST_LICENCE : LICENCE, CITATION),
        Optional.of(
            new NamedDataset.Download(
                GROUPLENS,
                name + ".zip",
                folder,
                md5.isEmpty() ? Optional.empty() : Optional.of(md5))));
  }
}
