package sluice.serving.feedback;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteCatalogueStoreTest extends CatalogueStoreContract {
  @TempDir Path folder;

  @Override
  String freshDatabase() {
    return "jdbc:sqlite:" + folder.resolve("catalogue.db");
  }
}
