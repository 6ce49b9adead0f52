package sluice.ingestion.dataset;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the rows of a table come from. */
public sealed interface Source {
  /** Returns where it is declared, for messages: file and line. */
  String place();

  /**
   * Returns what stands for it in the quarantine file and in messages where no single file does.
   */
  String label();

  /** What kind of file it is. */
  enum Format {
    /** Text with separated columns. */
    CSV,
    /** One JSON object a line. */
    JSONL,
    /** Apache Parquet. */
    PARQUET,
    /** Lines of text, for a query to take apart. */
    TEXT
  }

  /**
   * How text with separated columns is written.
   *
   * @param separator 1 to 4 bytes between columns; empty: by the file's suffix
   * @param header whether the first record names the columns; else they are named from 1
   * @param quote what encloses a column that holds separators, doubled inside; empty: nothing does
   * @param encoding {@code utf-8} or {@code latin-1}
   */
  record Dialect(Optional<String> separator, boolean header, String quote, String encoding) {
    /** Encodings that can be read. */
    public static final List<String> ENCODINGS = List.of("utf-8", "latin-1");

    /** Separator by suffix, a header, double quotes, UTF-8. */
    public static final Dialect DEFAULT = new Dialect(Optional.empty(), true, "\"", "utf-8");
  }

  /**
   * One or several files of the same columns.
   *
   * @param place where it is declared
   * @param folder what a relative path counts from
   * @param path a file, or a glob; read in the order of their names
   * @param format what they are; empty: by suffix
   * @param dialect for text with separated columns
   */
  record Files(String place, Path folder, String path, Optional<Format> format, Dialect dialect)
      implements Source {
    @Override
    public String label() {
      return path;
    }

    /**
     * Returns the format of a file: as declared, else by suffix, {@code .gz} apart; empty where
     * neither tells.
     */
    public Optional<Format> formatOf(Path file) {
      if (format.isPresent()) {
        return format;
      }
      return switch (suffix(file)) {
        case "csv", "tsv", "tab" -> Optional.of(Format.CSV);
        case "jsonl", "ndjson", "json" -> Optional.of(Format.JSONL);
        case "parquet", "pq" -> Optional.of(Format.PARQUET);
        default -> dialect.separator().map(s -> Format.CSV);
      };
    }

    /** Returns the separator of a file: as declared, else a tab for tsv, else a comma. */
    public String separatorOf(Path file) {
      return dialect
          .separator()
          .orElseGet(() -> suffix(file).equals("tsv") || suffix(file).equals("tab") ? "\t" : ",");
    }

    /** Says whether a file is compressed by gzip. */
    public static boolean isGzip(Path file) {
      return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static String suffix(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
      return bare.substring(bare.lastIndexOf('.') + 1);
    }
  }

  /**
   * The rows of a query over files.
   *
   * @param place where it is declared
   * @param folder what a relative path counts from
   * @param files the files, by the names that the query calls them
   * @param query a SELECT in DuckDB's SQL; its order is the order of the rows
   */
  record FileQuery(String place, Path folder, Map<String, Files> files, String query)
      implements Source {
    /** Copies, keeping the order. */
    public FileQuery {
      files = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(files));
    }

    @Override
    public String label() {
      return "the query on "
          + files.values().stream().map(Files::path).collect(Collectors.joining(", "));
    }
  }

  /**
   * The rows of a query in another database.
   *
   * @param place where it is declared
   * @param url a JDBC URL whose driver is on the class path
   * @param query a SELECT; its order is the order of the rows
   */
  record Query(String place, String url, String query) implements Source {
    /** Returns the URL without what may hold a password. */
    @Override
    public String label() {
      String shown = url.replaceAll("[?;].*$", "");
      try {
        URI uri = URI.create(shown.substring("jdbc:".length()));
        String userInfo = uri.getUserInfo();
        return userInfo == null ? shown : shown.replace(userInfo + "@", "");
      } catch (IllegalArgumentException e) {
        return shown;
      }
    }
  }
}
