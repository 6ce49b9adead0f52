package sluice.serving.feedback;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresCatalogueStoreTest extends CatalogueStoreContract {
  private static PostgresServer server;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server = new PostgresServer(folder.resolve("data"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  String freshDatabase() throws Exception {
    return server.freshDatabase("");
  }
}
