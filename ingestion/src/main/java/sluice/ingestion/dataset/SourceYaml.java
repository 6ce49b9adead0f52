package sluice.ingestion.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sluice.core.ConfigNode;
import sluice.core.UserError;

/** Reads where a table's rows come from: files, a query over files, or a query on a database. */
final class SourceYaml {
  private static final List<String> FORMATS =
      List.of("csv", "tsv", "jsonl", "json", "parquet", "text");

  /** What SQL may call a file without quotes. */
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private final Path folder;

  SourceYaml(Path folder) {
    this.folder = folder;
  }

  Source read(ConfigNode node) {
    return read(node, new Source.Files("", folder, "", Optional.empty(), Source.Dialect.DEFAULT));
  }

  /** Reads a source; how a file is written, and its query, default to what another says. */
  Source read(ConfigNode node, Source like) {
    Optional<ConfigNode> path = node.get("path");
    Optional<ConfigNode> jdbc = node.get("jdbc");
    if (path.isPresent() == jdbc.isPresent()) {
      throw new UserError(
          node.place()
              + ": "
              + node.path()
              + " needs either path (files) or jdbc and query (a database)");
    }
    if (jdbc.isPresent()) {
      String url = jdbc.get().asText();
      if (!url.startsWith("jdbc:")) {
        throw jdbc.get().error("a JDBC URL is expected, such as jdbc:postgresql://host/name");
      }
      return new Source.Query(node.place(), url, node.require("query").asText());
    }
    Optional<String> query =
        node.get("query")
            .map(ConfigNode::asText)
            .or(() ->
                like instanceof Source.FileQuery q ? Optional.of(q.query()) : Optional.empty());
    return query.isPresent()
        ? fileQuery(node, path.orElseThrow(), query.get(), like)
        : files(node, path.orElseThrow(), like);
  }

  private Source fileQuery(ConfigNode node, ConfigNode path, String query, Source like) {
    Source shape = like instanceof Source.FileQuery q ? q.files().values().iterator().next() : like;
    Map<String, Source.Files> named = new LinkedHashMap<>();
    if (path.isMap()) {
      path.entries()
          .forEach((name, file) -> {
            if (!name.matches(NAME)) {
              throw file.error(
                  "the name of a file in a query is letters, digits and _, not " + name);
            }
            named.put(name, files(node, file, shape));
          });
      if (named.isEmpty()) {
        throw path.error("at least one file is expected, such as {source: log.jsonl}");
      }
    } else {
      named.put("source", files(node, path, shape));
    }
    return new Source.FileQuery(node.place(), folder, named, query);
  }

  private Source.Files files(ConfigNode node, ConfigNode file, Source like) {
    boolean alike = like instanceof Source.Files;
    Source.Dialect d = like instanceof Source.Files f ? f.dialect() : Source.Dialect.DEFAULT;
    Optional<Source.Format> format = like instanceof Source.Files f ? f.format() : Optional.empty();
    Optional<String> separator = alike ? d.separator() : Optional.empty();
    String word = node.oneOf("format", "", FORMATS);
    boolean queried = node.get("query").isPresent();
    if (!queried && (word.equals("json") || word.equals("text"))) {
      throw node.require("format")
          .error(
              word
                  + " is read by a query: alone; add one, such as query: \"SELECT ... FROM source\""
                  + (word.equals("json") ? ", or write one object a line and format: jsonl" : ""));
    }
    if (!word.isEmpty()) {
      format =
          Optional.of(
              switch (word) {
                case "tsv" -> Source.Format.CSV;
                case "json" -> Source.Format.JSONL;
                default -> Source.Format.valueOf(word.toUpperCase(Locale.ROOT));
              });
      separator = word.equals("tsv") ? Optional.of("\t") : separator;
    }
    Optional<ConfigNode> own = node.get("separator");
    if (own.isPresent()) {
      separator = Optional.of(separator(own.get()));
    }
    String quote = node.get("quote").map(SourceYaml::quote).orElse(d.quote());
    return new Source.Files(
        file.place(),
        folder,
        file.asText(),
        format,
        new Source.Dialect(
            separator,
            node.flag("header", d.header()),
            quote,
            node.oneOf("encoding", d.encoding(), Source.Dialect.ENCODINGS)));
  }

  private static String separator(ConfigNode node) {
    String text = node.asText();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > 4 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.contains("\"")) {
      throw node.error("a separator of 1 to 4 bytes is expected, without quotes and line ends");
    }
    return text;
  }

  private static String quote(ConfigNode node) {
    Object value = node.scalarValue();
    String text = value == null ? "" : value.toString();
    if (text.length() > 1 || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw node.error(
          "one character, or '' for files where quotes are plain characters, is expected");
    }
    return text;
  }
}
