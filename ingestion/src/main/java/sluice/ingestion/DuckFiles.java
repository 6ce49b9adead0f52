package sluice.ingestion;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import sluice.core.UserError;

/**
 * The SQL with which DuckDB opens and writes files: the only place that names its file functions.
 *
 * <p>Left to itself, DuckDB takes {@code * ? [} in a name for a pattern, and a folder named {@code
 * user=anna} for a column that replaces the file's own. Here a path is a name and a file's columns
 * are its own.
 */
public final class DuckFiles {
  private DuckFiles() {}

  /** Returns the relation of a Parquet file's rows. */
  public static String parquet(Path file) {
    return parquet(List.of(file), "");
  }

  /**
   * Returns the relation of several Parquet files' rows, in the order of the files.
   *
   * @param options further options, such as {@code union_by_name = true}; empty: none
   */
  public static String parquet(Collection<Path> files, String options) {
    return read("read_parquet", files, options);
  }

  /** Returns the relation of several CSV files' rows, in the order of the files. */
  public static String csv(Collection<Path> files, String options) {
    return read("read_csv", files, options);
  }

  /** Returns the relation of several JSON files' rows, in the order of the files. */
  public static String json(Collection<Path> files, String options) {
    return read("read_json", files, options);
  }

  /** Returns the relation of a Parquet file's schema: {@code name} and more, one row a node. */
  public static String parquetSchema(Path file) {
    return "parquet_schema(" + literal(file) + ")";
  }

  /**
   * Returns the statement that writes rows as a Parquet file.
   *
   * @param rows a table, or a query in parentheses
   * @param options further options, such as {@code ROW_GROUP_SIZE 1000}; empty: none
   */
  public static String copyToParquet(String rows, Path file, String options) {
    return "COPY "
        + rows
        + " TO "
        + Sql.text(file.toAbsolutePath().toString())
        + " (FORMAT parquet, COMPRESSION zstd"
        + (options.isEmpty() ? "" : ", " + options)
        + ")";
  }

  /** Returns a path as the {@code filename} column shows it. */
  public static String shown(Path file) {
    return file.toAbsolutePath().toString();
  }

  private static String read(String function, Collection<Path> files, String options) {
    return function
        + files.stream().map(DuckFiles::literal).collect(Collectors.joining(", ", "([", "]"))
        + ", hive_partitioning = false"
        + (options.isEmpty() ? "" : ", " + options)
        + ")";
  }

  /** Returns a path in quotes, as DuckDB takes it for a name and not for a pattern. */
  private static String literal(Path file) {
    String path = file.toAbsolutePath().toString();
    String escaped = path.replaceAll("[*?\\[]", "[$0]");
    if (!escaped.equals(path) && path.indexOf('\\') >= 0 && java.io.File.separatorChar != '\\') {
      throw new UserError(
          path + ": a path with a backslash and one of * ? [ cannot be read; rename it");
    }
    return Sql.text(escaped);
  }
}
