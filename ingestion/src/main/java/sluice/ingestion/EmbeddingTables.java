package sluice.ingestion;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How the tables of brought vectors are called: {@code item_embeddings} and {@code user_embeddings}
 * for the embedding {@link #GIVEN}, with {@code _NAME} behind for one of another name.
 */
public final class EmbeddingTables {
  /** What an embedding is called whose vectors stand right under {@code embeddings:}. */
  public static final String GIVEN = "given";

  private static final String ITEMS = "item_embeddings";
  private static final String USERS = "user_embeddings";

  private EmbeddingTables() {}

  /** Returns the table of an embedding's item vectors. */
  public static String items(String name) {
    return table(ITEMS, name);
  }

  /** Returns the table of an embedding's user vectors. */
  public static String users(String name) {
    return table(USERS, name);
  }

  private static String table(String kind, String name) {
    return name.equals(GIVEN) ? kind : kind + "_" + name;
  }

  /** Says whether a table holds vectors of items. */
  public static boolean ofItems(String table) {
    return kind(table).equals(ITEMS);
  }

  /** Says whether a table holds vectors of users. */
  public static boolean ofUsers(String table) {
    return kind(table).equals(USERS);
  }

  /** Returns the embedding whose vectors a table holds. */
  public static String name(String table) {
    return table.equals(kind(table)) ? GIVEN : table.substring(kind(table).length() + 1);
  }

  /** Returns the table without an embedding's name: one of {@link CanonicalTables#TABLES}. */
  public static String kind(String table) {
    return table.startsWith(ITEMS + "_") ? ITEMS : table.startsWith(USERS + "_") ? USERS : table;
  }

  /** Returns tables in the order in which they are written. */
  public static List<String> inOrder(Collection<String> tables) {
    return tables.stream()
        .sorted(
            Comparator.<String>comparingInt(t -> CanonicalTables.TABLES.indexOf(kind(t)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
