package sluice.ingestion.read;

import java.io.IOException;
import java.nio.file.Path;
import sluice.core.UserError;
import sluice.core.store.TemporaryFolder;

/** Makes the temporary folders of an ingestion. */
final class WorkFolder {
  private WorkFolder() {}

  static TemporaryFolder in(Path parent) {
    try {
      return TemporaryFolder.in(parent, ".ingest-");
    } catch (IOException e) {
      throw new UserError(
          parent
              + " cannot be written to ("
              + e.getMessage()
              + "); choose another folder, or fix its permissions",
          e);
    }
  }
}
