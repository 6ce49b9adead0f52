package sluice.serving.feedback;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The catalogue's tables, written by the same {@link Writer} as feedback. */
record JdbcCatalogueStore(Readers readers, Writer writer) implements CatalogueStore {
  @Override
  public long writeItem(String item, Optional<Attributes> attributes, long time) {
    String id = Ids.check("item", item);
    return writer.alone(t -> t.catalogue().insertItem(id, attributes, time));
  }

  @Override
  public void eachItem(long afterVersion, Consumer<ItemWrite> write) {
    long after = afterVersion;
    while (true) {
      long from = after;
      List<ItemWrite> page = readers.read(t -> t.catalogue().items(from, JdbcFeedbackStore.PAGE));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(write);
      after = page.getLast().version();
    }
  }

  @Override
  public void writeUser(UserWrite user) {
    Ids.check("user", user.user());
    writer.alone(t -> t.catalogue().replaceUser(user));
  }

  @Override
  public Optional<UserWrite> user(String user) {
    return readers.read(t -> t.catalogue().user(user));
  }

  @Override
  public void eachUser(Consumer<UserWrite> user) {
    String after = "";
    while (true) {
      String from = after;
      List<UserWrite> page = readers.read(t -> t.catalogue().users(from, JdbcFeedbackStore.PAGE));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(user);
      after = page.getLast().user();
    }
  }

  @Override
  public List<String> exports() {
    return readers.read(t -> t.catalogue().exports());
  }
}
