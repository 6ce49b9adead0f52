package sluice.ingestion.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sluice.core.BroughtVectors;
import sluice.core.Edges;
import sluice.core.FittingPart;
import sluice.core.UserError;
import sluice.ingestion.CanonicalTables;
import sluice.ingestion.split.Dataset;
import sluice.ingestion.split.DatasetLoader;
import sluice.ingestion.split.Protocol;
import sluice.ingestion.split.SeenPolicy;
import sluice.ingestion.split.Split;
import sluice.ingestion.split.Splitter;

/** Edges and vectors on their way from dataset.yaml to what is learned from. */
class BroughtTablesTest {
  private static final String TABLES =
      """
      interactions: {path: x.csv, columns: {user: u, item: i, timestamp: t}}
      edges: {path: edges.csv, columns: {from: a, to: b, timestamp: t}}
      """;

  @TempDir Path temp;
  private World world;

  @BeforeEach
  void makeWorld() {
    world =
        new World(temp)
            .file(
                "x.csv",
                "u,i,t\nu1,i1,1100000000\nu1,i2,1100000001\nu2,i1,1100000002\nu3,i3,1100009000\n")
            .file(
                "edges.csv",
                "a,b,t\nu2,u1,1100000000\nguest,u2,1100000001\nu1,u3,1100009000\nu1,u2,\n")
            .file(
                "vectors.jsonl",
                "{\"id\": \"i2\", \"v\": [1, 0.5]}\n{\"id\": \"i3\", \"v\": [0, -1e-3]}\n")
            .file("users.jsonl", "{\"id\": \"guest\", \"v\": [2, 3]}\n");
  }

  private FittingPart fitting() {
    CanonicalTables tables = world.ingest();
    Dataset data = DatasetLoader.load(tables, 2);
    Split split =
        Splitter.split(
            data,
            new Protocol.GlobalTemporal(OptionalLong.of(1_100_005_000_000L), 0.2),
            SeenPolicy.AUTO,
            tables.relevance(),
            7);
    return split.folds().getFirst().fitting();
  }

  @Test
  void namedVectorsOfItemsAndUsersReachThePart() {
    world.yaml(
        TABLES
            + """
            embeddings:
              clip:
                items: {path: vectors.jsonl, key: id, column: v}
                users: {path: users.jsonl, key: id, column: v}
              words: {items: {path: vectors.jsonl, key: id, column: v}}
            """);
    CanonicalTables tables = world.ingest();
    assertThat(tables.counts().rows())
        .containsKeys("item_embeddings_clip", "user_embeddings_clip", "item_embeddings_words");
    FittingPart part = fitting();
    assertThat(part.vectors().keySet()).containsExactly("clip", "words");
    BroughtVectors clip = part.vectors().get("clip");
    // i3 comes after the cutoff; i1 has no vector
    assertThat(part.catalogue().items().ids()).containsExactly("i1", "i2");
    assertThat(clip.items().data()).containsExactly(0, 0, 1, 0.5f);
    assertThat(clip.users().ids()).containsExactly("guest");
    assertThat(clip.userVectors().data()).containsExactly(2, 3);
    assertThat(part.vectors().get("words").users().size()).isZero();
  }

  @Test
  void vectorsWithoutANameAreCalledGivenAndThoseOfAnEarlierIngestionGo() {
    world.yaml(
        TABLES + "embeddings: {words: {items: {path: vectors.jsonl, key: id, column: v}}}\n");
    Path old = world.ingest().file("item_embeddings_words");
    assertThat(old).exists();
    world.yaml(TABLES + "embeddings: {items: {path: vectors.jsonl, key: id, column: v}}\n");
    assertThat(fitting().vectors().keySet()).containsExactly("given");
    assertThat(old).doesNotExist();
  }

  @Test
  void edgesAreThoseFromBeforeTheCutoff() {
    world.yaml(TABLES);
    Edges edges = fitting().edges();
    assertThat(edges.people().ids()).containsExactly("guest", "u1", "u2", "u3");
    assertThat(edges.from()).containsExactly(0, 1, 2);
    assertThat(edges.to()).containsExactly(2, 2, 1);
    assertThat(edges.times())
        .containsExactly(1_100_000_001_000L, Long.MIN_VALUE, 1_100_000_000_000L);
  }

  @Test
  void vectorsOfAnotherSpaceOrNameAreRefused() {
    world.file("users.jsonl", "{\"id\": \"guest\", \"v\": [2, 3, 4]}\n");
    world.yaml(
        TABLES
            + """
            embeddings:
              clip:
                items: {path: vectors.jsonl, key: id, column: v}
                users: {path: users.jsonl, key: id, column: v}
            """);
    assertThatThrownBy(this::fitting)
        .isInstanceOf(UserError.class)
        .hasMessage(
            "the embedding clip has vectors of 2 numbers for items and of 3 for users; both must be"
                + " of one space (embeddings: in dataset.yaml)");
    world.yaml(TABLES + "embeddings: {My-Vectors: {items: {path: v, key: id, column: v}}}\n");
    assertThatThrownBy(world::spec)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("My-Vectors")
        .hasMessageContaining("lower-case letters, digits and underscores are expected");
  }
}
