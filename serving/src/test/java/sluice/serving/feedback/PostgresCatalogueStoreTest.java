package sluice.serving.feedback;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresCatalogueStoreTest extends CatalogueStoreContract {
  @AutoClose private static PostgresServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new PostgresServer(folder.resolve("data"));
  }

  @Override
  String freshDatabase() throws Exception {
    return server.freshDatabase("");
  }
}
