package sluice.serving.feedback;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The store over a database: a {@link Writer}, and a few {@link Readers} next to it. */
final class JdbcFeedbackStore implements FeedbackStore {
  /** Rows of a page: reads stay short, so that nothing waits for them. */
  static final int PAGE = 5_000;

  private final Readers readers;
  private final Writer writer;

  private JdbcFeedbackStore(Database database, FeedbackSettings settings) {
    this.readers = new Readers(database);
    this.writer = Writer.start(database, settings);
  }

  static FeedbackStore open(String url, FeedbackSettings settings) {
    Database database = Database.of(url);
    Schema.open(database);
    return new JdbcFeedbackStore(database, settings);
  }

  @Override
  public Receipt append(List<Action> actions, String userAgent) {
    return writer.append(actions, userAgent);
  }

  @Override
  public void shown(Shown shown) {
    writer.shown(shown);
  }

  @Override
  public Optional<Shown> shown(String requestId) {
    // First what is on its way: it leaves there only when it can be read below.
    return writer.handedOver(requestId).or(() -> readers.read(t -> t.shown(requestId)));
  }

  @Override
  public List<StoredAction> actions(String user) {
    return readers.read(t -> t.actions(user));
  }

  @Override
  public long lastSequence() {
    return readers.read(FeedbackTables::lastSequence);
  }

  @Override
  public void each(long afterSequence, Consumer<StoredAction> action) {
    long last = lastSequence();
    long after = afterSequence;
    while (after < last) {
      long from = after;
      List<StoredAction> page = readers.read(t -> t.actions(from, last, PAGE));
      page.forEach(action);
      after = page.isEmpty() ? last : page.getLast().sequence();
    }
  }

  @Override
  public void eachShown(long from, long to, Consumer<Shown> slate) {
    String after = "";
    while (true) {
      String last = after;
      List<Shown> page = readers.read(t -> t.shown(from, to, last, PAGE));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(slate);
      after = page.getLast().requestId();
    }
  }

  @Override
  public Forgotten forget(String user) {
    return writer.forget(Ids.check("user", user));
  }

  @Override
  public boolean failing() {
    return writer.failing();
  }

  @Override
  public CatalogueStore catalogue() {
    return new JdbcCatalogueStore(readers, writer);
  }

  @Override
  public Exported export(Path folder, ExportSettings settings) {
    return new FeedbackExport(this, settings, this::note).write(folder);
  }

  private void note(Path folder) {
    long now = System.currentTimeMillis();
    writer.alone(t -> t.catalogue().noteExport(folder.toString(), now));
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
