package sluice.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckSessionTest {
  @TempDir private Path folder;

  @Test
  void readsRowsChunksColumnsAndNumbers() throws SQLException {
    try (DuckSession duck = DuckSession.inMemory(2)) {
      duck.run("CREATE TABLE t (id INTEGER, name VARCHAR)");
      try (DuckDBAppender out = duck.appender("t")) {
        out.beginRow().append(2).append("b").endRow();
        out.beginRow().append(1).appendNull().endRow();
      }
      assertThat(duck.number("SELECT sum(id) FROM t")).isEqualTo(3);
      assertThat(duck.number("SELECT NULL")).isZero();
      assertThat(duck.rows("FROM t"))
          .isEqualTo(List.of(List.of("2", "b"), Arrays.asList("1", null)));
      assertThat(duck.column("SELECT name FROM t")).containsExactly("b");
      List<Integer> ids = new ArrayList<>();
      duck.each("FROM t", row -> ids.add(row.getInt(1)));
      duck.chunks("FROM t", chunk -> ids.add(chunk.vector(0).getInt(1)));
      assertThat(ids).containsExactly(2, 1, 1);
    }
  }

  /** A join's rows come as the threads get them; a comparison with a few constants is no join. */
  @Test
  void createsTablesInTheOrderOfTheSource() throws SQLException {
    List<String> queries =
        List.of(
            "SELECT n FROM source",
            "SELECT n, n IN (1, 2, 3, 4, 5, 6, 7, 8, 9) AS few FROM source",
            "SELECT source.n FROM source JOIN other ON source.n % 100 = other.n");
    try (DuckSession duck = DuckSession.inMemory(4)) {
      duck.run("CREATE TABLE source AS SELECT range AS n FROM range(1_000_000)");
      duck.run("CREATE TABLE other AS SELECT range AS n FROM range(100)");
      for (int q = 0; q < queries.size(); q++) {
        duck.createInOrder("t" + q, queries.get(q));
        assertThat(duck.number("SELECT count(*) FROM t" + q + " WHERE rowid = n"))
            .as(queries.get(q))
            .isEqualTo(1_000_000);
        assertThat(duck.number("SELECT current_setting('threads')")).isEqualTo(4);
      }
    }
  }

  @Test
  void worksInAFolderWhoseNameLooksLikeOptions() throws SQLException, IOException {
    for (String name : List.of("plain", "a;threads=7", "b?c=d", "it's")) {
      Path odd = Files.createDirectory(folder.resolve(name));
      try (DuckSession duck = DuckSession.in(odd, 1, "100MB")) {
        assertThat(duck.column("SELECT current_setting('temp_directory')"))
            .containsExactly(odd.resolve("spill").toString());
        assertThat(duck.number("SELECT current_setting('threads')")).isEqualTo(1);
      }
    }
    assertThat(folder.resolve("plain").resolve("work.duckdb")).exists();
  }

  @Test
  void downloadsNothingAndKeepsTheDaysOfUtc() throws SQLException {
    try (DuckSession duck = DuckSession.inMemory(1)) {
      assertThat(duck.column("SELECT to_timestamp(0)::VARCHAR"))
          .containsExactly("1970-01-01 00:00:00+00");
      assertThat(duck.column("SELECT current_setting('autoinstall_known_extensions')::VARCHAR"))
          .containsExactly("false");
      assertThatThrownBy(() -> duck.run("FROM read_xlsx('none.xlsx')"))
          .isInstanceOf(SQLException.class);
    }
  }
}
