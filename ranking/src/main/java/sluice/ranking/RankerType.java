package sluice.ranking;

import java.io.IOException;
import java.nio.file.Path;
import sluice.core.FeatureSchema;
import sluice.core.Ranker;
import sluice.core.RankerTrainer;
import sluice.core.plugin.ConfiguredType;

/**
 * A type of ranker that a config can name: its settings, how it is fitted and how it is read back
 * from a bundle.
 *
 * <p>The services file {@code META-INF/services/sluice.ranking.RankerType} names the class.
 *
 * @param <S> the record of its settings
 */
public interface RankerType<S extends Record> extends ConfiguredType<S> {
  /**
   * Makes the trainer.
   *
   * @param name of the ranker in reports: the type unless the config says otherwise
   */
  RankerTrainer trainer(String name, S settings);

  /**
   * Reads a fitted ranker.
   *
   * @param name of the ranker in reports
   * @param schema of the rows it will score; the features are those it was trained on
   * @param folder where {@link Ranker#write} wrote its files
   * @throws sluice.core.UserError where a file is damaged
   * @throws IOException where a file cannot be read
   */
  Ranker read(String name, FeatureSchema schema, Path folder) throws IOException;
}
