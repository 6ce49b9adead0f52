package sluice.ingestion.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.core.UserError;

class DatasetYamlTest {
  private static final String X = "interactions: {path: x.csv, columns: {user: u, item: i}}\\n";

  @TempDir Path folder;

  private DatasetSpec read(String text) throws IOException {
    Path file = folder.resolve("dataset.yaml");
    Files.writeString(file, text.replace("\\n", "\n").replace("$X", X.replace("\\n", "\n")));
    return DatasetSpec.read(file);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "no interactions!name: shop!interactions is missing; it is required",
        "an unknown table!$Xitem: {path: y.csv}!:2: unknown key item (did you mean items?)",
        "an unknown key!interactions: {path: x.csv, colums: {}}!:1: interactions.columns is"
            + " missing",
        "an unknown column!interactions: {path: x.csv, columns: {user: u, item: i, timestmp:"
            + " t}}!:1: unknown key interactions.columns.timestmp (did you mean timestamp?)",
        "no item!interactions: {path: x.csv, columns: {user: u}}!:1: interactions.columns.item is"
            + " missing; it is required",
        "neither path nor query!interactions: {columns: {user: u, item: i}}!:1: interactions needs"
            + " either path (files) or jdbc and query (a database)",
        "a URL that is none!interactions: {jdbc: 'http://x', query: q, columns: {user: u, item:"
            + " i}}!a JDBC URL is expected",
        "a database without a query!interactions: {jdbc: 'jdbc:x', columns: {user: u, item:"
            + " i}}!interactions.query is missing",
        "a separator too long!interactions: {path: x, separator: '|||||', columns: {user: u, item:"
            + " i}}!a separator of 1 to 4 bytes is expected",
        "an unknown format!interactions: {path: x, format: xls, columns: {user: u, item: i}}!one of"
            + " csv, tsv, jsonl, json, parquet, text is expected",
        "events without their column!interactions: {path: x.csv, columns: {user: u, item: i},"
            + " events: {view: 1}}!add event to interactions.columns",
        "a weight of nothing!interactions: {path: x.csv, columns: {user: u, item: i, event: e},"
            + " events: {view: 0}}!interactions.events.view is 0; a weight above 0 is expected",
        "an unknown column type!$Xitems: {path: y.csv, key: id, columns: {title: txt}}!:2:"
            + " items.columns.title.type is 'txt'; one of text, category, set, number, time is"
            + " expected (did you mean text?)",
        "a check of another type!$Xitems: {path: y.csv, key: id, columns: {title: {type: text, min:"
            + " 3}}}!unknown key items.columns.title.min",
        "min above max!$Xitems: {path: y.csv, key: id, columns: {n: {type: number, min: 3, max:"
            + " 1}}}!has min 3.0 above max 1.0",
        "a name that is taken!$Xitems: {path: y.csv, key: id, columns: {item: text}}!an attribute"
            + " cannot be named item",
        "items without a key!$Xitems: {path: y.csv}!:2: items.key is missing",
        "a condition that is none!interactions: {path: x.csv, columns: {user: u, item: i, value:"
            + " r}}\\nrelevant: {value: good}!relevant.value is 'good'; a condition such as \">="
            + " 4\" is expected",
        "relevance by a value that is not there!$Xrelevant: {value: '>= 4'}!relevant speaks of the"
            + " value; add value to interactions.columns",
        "relevance by an unknown event!interactions: {path: x.csv, columns: {user: u, item: i,"
            + " event: e}, events: {view: 1, buy: 2}}\\nrelevant: {event: buys}!(did you mean"
            + " buy?)",
      })
  void faultsNameFileLineAndFix(String name, String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(folder.resolve("dataset.yaml") + ":")
        .hasMessageContaining(message);
  }

  @Test
  void theTestPartIsReadAsTheInteractionsAre() throws IOException {
    DatasetSpec spec =
        read(
            "interactions: {path: x.dat, separator: '::', header: false, columns: {user: 1, item:"
                + " 2}}\n"
                + "test: {path: t.dat, causal: true}\n");
    assertThat(spec.causal()).isTrue();
    TableSpec test = spec.table("test").orElseThrow();
    assertThat(test.fields()).isEqualTo(spec.table("interactions").orElseThrow().fields());
    assertThat(((Source.Files) test.source()).dialect().separator()).isEqualTo(Optional.of("::"));
    assertThat(spec.name()).isEqualTo(String.valueOf(folder.getFileName()));
  }

  @Test
  void whatADatasetValueMeans() throws IOException {
    DatasetResolver resolver = new DatasetResolver("config.yaml:3", folder, folder.resolve("data"));
    assertThatThrownBy(() -> resolver.resolve("ml-1m"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "is not in " + folder.resolve("data") + " yet; fetch it by: sluice data fetch ml-1m");
    assertThatThrownBy(() -> resolver.resolve("ml-2m"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "config.yaml:3: dataset is 'ml-2m', which is neither a file or folder nor the name of a"
                + " dataset (did you mean ml-");
    Files.writeString(folder.resolve("x.csv"), "u,i\n");
    assertThatThrownBy(() -> resolver.resolve("x.csv"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a dataset.yaml that describes the file is expected");
    read("name: shop\n$X");
    assertThat(resolver.resolve("dataset.yaml").name()).isEqualTo("shop");
    assertThat(resolver.resolve(folder.toString()).name()).isEqualTo("shop");
  }
}
