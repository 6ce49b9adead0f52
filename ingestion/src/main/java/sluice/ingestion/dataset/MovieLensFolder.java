package sluice.ingestion.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sluice.core.ValueKind;
import sluice.ingestion.ColumnType;
import sluice.ingestion.dataset.Field.Derivation;
import sluice.ingestion.dataset.Field.Kind;

/**
 * MovieLens' own folder layouts, recognised by their files.
 *
 * <p>100K has {@code u.data} and {@code u.item}; 1M and 10M have {@code ratings.dat} and {@code
 * movies.dat} (1M also {@code users.dat}); 20M, 25M, 32M and latest have {@code ratings.csv} and
 * {@code movies.csv}. Items get {@code title}, {@code genres} and {@code year}, which is the last
 * number in parentheses at the end of the title; the title's text stays whole.
 */
final class MovieLensFolder {
  /** Some titles carry a range, such as (2009- ), or space after the year. */
  private static final String YEAR = "\\((\\d{4})(?:[-\u2013]\\s?(?:\\d{4})?)?\\s?\\)\\s*\"?$";

  private static final List<String> GENRES_OF_100K =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private final Path folder;

  private MovieLensFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the dataset in a folder, empty where its files are none of the known layouts. */
  static Optional<DatasetSpec> recognise(Path folder) {
    MovieLensFolder self = new MovieLensFolder(folder);
    if (self.has("u.data") && self.has("u.item")) {
      return Optional.of(self.hundredThousand());
    }
    if (self.has("ratings.dat") && self.has("movies.dat")) {
      return Optional.of(self.dat());
    }
    if (self.has("ratings.csv") && self.has("movies.csv")) {
      return Optional.of(self.csv());
    }
    return Optional.empty();
  }

  private DatasetSpec hundredThousand() {
    List<TableSpec> tables = new ArrayList<>();
    Source.Dialect tab = new Source.Dialect(Optional.of("\t"), false, "", "latin-1");
    Source.Dialect bar = new Source.Dialect(Optional.of("|"), false, "", "latin-1");
    tables.add(ratings(file("u.data", tab), "1", "2", "3", "4"));
    Map<String, String> flags = new LinkedHashMap<>();
    for (int g = 0; g < GENRES_OF_100K.size(); g++) {
      flags.put(String.valueOf(6 + g), GENRES_OF_100K.get(g));
    }
    Field genres = Field.of("genres", "6", Kind.SET, false).with(new Derivation.Flags(flags));
    tables.add(movies(file("u.item", bar), "1", "2", genres));
    if (has("u.user")) {
      tables.add(users(file("u.user", bar), List.of("1", "3", "2", "4", "5")));
    }
    return spec(tables);
  }

  private DatasetSpec dat() {
    List<TableSpec> tables = new ArrayList<>();
    boolean million = has("users.dat");
    Source.Dialect colons =
        new Source.Dialect(Optional.of("::"), false, "", million ? "latin-1" : "utf-8");
    tables.add(ratings(file("ratings.dat", colons), "1", "2", "3", "4"));
    tables.add(movies(file("movies.dat", colons), "1", "2", listed("3")));
    if (million) {
      tables.add(users(file("users.dat", colons), List.of("1", "2", "3", "4", "5")));
    }
    if (has("tags.dat")) {
      tables.add(tags(file("tags.dat", colons), "1", "2", "3", "4"));
    }
    return spec(tables);
  }

  private DatasetSpec csv() {
    List<TableSpec> tables = new ArrayList<>();
    Source.Dialect comma = Source.Dialect.DEFAULT;
    tables.add(ratings(file("ratings.csv", comma), "userId", "movieId", "rating", "timestamp"));
    tables.add(movies(file("movies.csv", comma), "movieId", "title", listed("genres")));
    if (has("tags.csv")) {
      tables.add(tags(file("tags.csv", comma), "userId", "movieId", "tag", "timestamp"));
    }
    return spec(tables);
  }

  private DatasetSpec spec(List<TableSpec> tables) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new DatasetSpec(
        name == null ? "movielens" : name.toString(),
        tables,
        Map.of(),
        Optional.of(ValueKind.RATING),
        DatasetSpec.RelevantRule.EVERY,
        false,
        List.of());
  }

  private static TableSpec ratings(
      Source source, String user, String item, String value, String timestamp) {
    return new TableSpec(
        "interactions",
        source,
        List.of(
            Field.of("user", user, Kind.ID, true),
            Field.of("item", item, Kind.ID, true),
            Field.of("timestamp", timestamp, Kind.PAST_TIME, true),
            Field.of("value", value, Kind.NUMBER, true).with(new Field.Checks(0.5, 5, List.of()))),
        Map.of());
  }

  private static Field listed(String column) {
    return Field.of("genres", column, Kind.SET, false)
        .with(new Derivation.Plain("|"))
        .missingToo(List.of("(no genres listed)"));
  }

  private static TableSpec movies(Source source, String item, String title, Field genres) {
    Map<String, ColumnType> attributes = new LinkedHashMap<>();
    attributes.put("title", ColumnType.TEXT);
    attributes.put("genres", ColumnType.SET);
    attributes.put("year", ColumnType.NUMBER);
    return new TableSpec(
        "items",
        source,
        List.of(
            Field.of("item", item, Kind.ID, true),
            Field.of("title", title, Kind.TEXT, false),
            genres,
            Field.of("year", title, Kind.NUMBER, false).with(new Derivation.Part(YEAR))),
        attributes);
  }

  /** Users by the columns of id, gender, age, occupation, zip code. */
  private static TableSpec users(Source source, List<String> columns) {
    Map<String, ColumnType> attributes = new LinkedHashMap<>();
    attributes.put("gender", ColumnType.CATEGORY);
    attributes.put("age", ColumnType.NUMBER);
    attributes.put("occupation", ColumnType.CATEGORY);
    attributes.put("zip", ColumnType.CATEGORY);
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("user", columns.get(0), Kind.ID, true));
    int next = 1;
    for (Map.Entry<String, ColumnType> a : attributes.entrySet()) {
      fields.add(Field.of(a.getKey(), columns.get(next++), Kind.of(a.getValue()), false));
    }
    return new TableSpec("users", source, fields, attributes);
  }

  private static TableSpec tags(
      Source source, String user, String item, String tag, String timestamp) {
    return new TableSpec(
        "tags",
        source,
        List.of(
            Field.of("user", user, Kind.TEXT, false),
            Field.of("item", item, Kind.ID, true),
            Field.of("tag", tag, Kind.TAG, true),
            Field.of("timestamp", timestamp, Kind.PAST_TIME, false)),
        Map.of());
  }

  private Source file(String name, Source.Dialect dialect) {
    return new Source.Files(
        folder.toString(), folder, name, Optional.of(Source.Format.CSV), dialect);
  }

  private boolean has(String name) {
    return Files.isRegularFile(folder.resolve(name));
  }
}
