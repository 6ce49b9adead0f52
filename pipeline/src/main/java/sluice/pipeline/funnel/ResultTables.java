package sluice.pipeline.funnel;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;
import sluice.core.Dictionary;
import sluice.evaluation.Stage;
import sluice.evaluation.UserValues;
import sluice.pipeline.run.ParquetTable;
import sluice.ranking.settings.RankingSettings;

/**
 * Writes {@code user_measures.parquet} (every measure of every user) and {@code scores.parquet}
 * (the rankers' scores).
 */
final class ResultTables {
  private final List<FoldRun.Outcome> folds;
  private final UserValues values;

  ResultTables(List<FoldRun.Outcome> folds, UserValues values) {
    this.folds = folds;
    this.values = values;
  }

  void write(Path tables) {
    ParquetTable.write(
        tables.resolve("user_measures.parquet"),
        "user VARCHAR, system VARCHAR, measure VARCHAR, value DOUBLE, owner VARCHAR",
        appender ->
            values.forEach((user, owner, system, measure, value) -> {
              try {
                appender.beginRow();
                appender.append(user);
                appender.append(system);
                appender.append(measure);
                appender.append(value);
                appender.append(owner);
                appender.endRow();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            }));
    ParquetTable.write(
        tables.resolve("scores.parquet"),
        "fold INTEGER, system VARCHAR, user VARCHAR, item VARCHAR, rank INTEGER, score FLOAT",
        this::scores);
  }

  private void scores(DuckDBAppender appender) throws SQLException {
    for (FoldRun.Outcome fold : folds) {
      Dictionary items = fold.fold().fitting().catalogue().items();
      for (OfflineEvaluation.SystemLists system : fold.evaluation().systems()) {
        if (system.stage != Stage.RANKING || system.name.equals(RankingSettings.BASELINE)) {
          continue;
        }
        for (int i = 0; i < system.items.length; i++) {
          String user = fold.fold().test().get(i).request().id();
          for (int place = 0; place < system.items[i].length; place++) {
            appender.beginRow();
            appender.append(fold.fold().number());
            appender.append(system.name);
            appender.append(user);
            appender.append(items.id(system.items[i][place]));
            appender.append(place + 1);
            appender.append(system.scores[i][place]);
            appender.endRow();
          }
        }
      }
    }
  }
}
