package sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sluice.core.FittingPart;
import sluice.core.Request;
import sluice.core.UserError;
import sluice.funnel.Funnel;
import sluice.funnel.bundle.Bundle;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The bundle of a run: it answers as the run did, and refuses to be anything but itself. */
class BundleTest {
  @TempDir static Path folder;
  private static Path shop;
  private static Path run;
  private Path bundle;

  @BeforeAll
  static void makeRun() {
    shop = Shop.write(folder.resolve("shop"));
    run = run("run");
  }

  @BeforeEach
  void copy(@TempDir Path own) throws IOException {
    bundle = own.resolve("bundle");
    try (Stream<Path> files = Files.walk(run.resolve("bundle"))) {
      for (Path file : files.toList()) {
        Files.copy(file, bundle.resolve(run.resolve("bundle").relativize(file).toString()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ranking.model=xgboost",
        "ranking.model=logistic-regression",
        "ranking.model=retrieval-order",
        "features.categories=2",
        "candidates.sources=[{type: item-knn, n: 30}, {type: ials, n: 30}, {type: lucene, n: 20}]",
        "candidates.sources=[{type: hnsw, embedding: ials, n: 30, engine: lucene}]",
        "candidates.sources=[{type: hnsw, embedding: content, n: 30, M: 2, ef: 30}]"
      })
  void itsSlatesAreThoseThatTheRunEvaluated(String set) {
    Path out = run(set.replaceAll("[^a-z]", "-"), set);
    assertThat(slates(out)).isEqualTo(evaluated(out)).hasSizeGreaterThan(10);
  }

  @Test
  void itsSlatesOnTheSampleWorldAreThoseThatTheRunEvaluated() {
    Path out = Sluice.smallWorldRun("protocol={type: global-temporal, test: 0.2}");
    assertThat(slates(out)).isEqualTo(evaluated(out)).hasSizeGreaterThan(50);
  }

  @Test
  void interactionsAloneAreEnoughForARunAndItsBundle() {
    String description = Shop.DESCRIPTION.replaceAll("(?m)^items:.*\\n", "");
    assertThat(description).doesNotContain("items:");
    Path bare = Shop.write(folder.resolve("bare"), description, Shop.interactions(40, 50), "");
    Path out = Sluice.describedRun(bare);
    assertThat(slates(out)).isEqualTo(evaluated(out)).hasSizeGreaterThan(10);
  }

  @Test
  void everyFileThatIsDamagedIsRefusedByItsName() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(bundle)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(8);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      byte[] damaged = whole.clone();
      damaged[whole.length / 2] ^= 0x11;
      Files.write(file, damaged);
      refused(file);
      Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
      refused(file);
      Files.delete(file);
      refused(file);
      Files.write(file, whole);
    }
    assertThat(Bundle.load(bundle).seconds()).isPositive();
  }

  @Test
  void aRankerOfAnotherRunIsFoundByTheSample() throws IOException {
    Path other = run("other-seed", "ranking.model=logistic-regression");
    for (String file : List.of("ranker.arrays", "ranker/linear.arrays")) {
      Files.copy(
          other.resolve("bundle").resolve(file),
          bundle.resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    sign(bundle);
    assertThatThrownBy(() -> Bundle.load(bundle))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not answer as it did when it was written: ranking, request");
  }

  @Test
  void vectorsOfAnotherRunAreFoundByTheSample() throws IOException {
    Path other = run("other-vectors", "candidates.ials.iterations=2");
    Files.copy(
        other.resolve("bundle/retrieval/embeddings/ials/vectors.arrays"),
        bundle.resolve("retrieval/embeddings/ials/vectors.arrays"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    sign(bundle);
    assertThatThrownBy(() -> Bundle.load(bundle))
        .hasMessageContaining("the candidate source hnsw-ials, request");
  }

  @Test
  void anotherFormatAndAFolderWithoutABundleAreRefused() throws IOException {
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest, Files.readString(manifest).replaceFirst("\"format\" : \\d+", "\"format\" : 99"));
    assertThatThrownBy(() -> Bundle.load(bundle)).hasMessageContaining("is of format 99");
    assertThatThrownBy(() -> Bundle.load(folder.resolve("nothing")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no bundle in");
  }

  @Test
  void aFileOutsideTheBundleCannotBeNamed() throws IOException {
    Path manifest = bundle.resolve("bundle.json");
    Files.writeString(
        manifest,
        Files.readString(manifest).replaceFirst("\"config.json\"", "\"../../config.json\""));
    refused(manifest);
  }

  private void refused(Path file) {
    assertThatThrownBy(() -> Bundle.load(bundle))
        .as("%s", file)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.getFileName().toString());
  }

  private static Path run(String name, String... sets) {
    Path out = folder.resolve(name);
    if (!Files.exists(out)) {
      List<String> arguments =
          new ArrayList<>(List.of("run", "--quiet", "--set", "dataset=" + shop));
      for (String set : sets) {
        arguments.addAll(List.of("--set", set));
      }
      arguments.addAll(List.of("--out", out.toString()));
      Sluice.Outcome outcome = Sluice.execute(arguments.toArray(String[]::new));
      assertThat(outcome.code()).as(outcome.err()).isZero();
    }
    return out;
  }

  /** Returns what the bundle shows each user who was judged, at the time they were judged at. */
  private static Map<String, List<String>> slates(Path run) {
    Bundle bundle = Bundle.load(run.resolve("bundle"));
    FittingPart part = bundle.funnel().fitted().part();
    Funnel.Walker walker = bundle.funnel().newWalker();
    Map<String, List<String>> slates = new LinkedHashMap<>();
    for (String user : evaluated(run).keySet()) {
      int index = part.users().index(user);
      assertThat(index).as(user).isNotNegative();
      Request request =
          new Request(user, index, user, part.asOf(), part.histories().all(index), Map.of());
      int[] items = walker.walk(request).slate().items();
      slates.put(
          user, java.util.Arrays.stream(items).mapToObj(part.catalogue().items()::id).toList());
    }
    return slates;
  }

  /** Returns the run's lists of the warm users. */
  private static Map<String, List<String>> evaluated(Path run) {
    FittingPart part = Bundle.load(run.resolve("bundle")).funnel().fitted().part();
    Map<String, List<String>> slates = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(run.resolve("runs/slate.tsv"))) {
        String[] columns = line.split("\t", -1);
        String user = columns[0].replace("%20", " ");
        if (part.users().index(user) >= 0) {
          slates
              .computeIfAbsent(user, u -> new ArrayList<>())
              .add(columns[2].replace("%20", " ").replace("%25", "%"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return slates;
  }

  /** Makes the checksums right again, as someone would who patches a bundle by hand. */
  private static void sign(Path bundle) throws IOException {
    Path file = bundle.resolve("bundle.json");
    ObjectNode manifest = (ObjectNode) JsonMapper.shared().readTree(Files.readString(file));
    StringBuilder all = new StringBuilder();
    for (var entry : manifest.get("files")) {
      byte[] content = Files.readAllBytes(bundle.resolve(entry.get("name").asString()));
      ((ObjectNode) entry).put("bytes", content.length).put("sha256", sha256(content, 32));
      all.append(entry.get("name").asString()).append(' ').append(sha256(content, 32)).append('\n');
    }
    manifest.put("id", sha256(all.toString().getBytes(StandardCharsets.UTF_8), 8));
    Files.writeString(file, manifest.toString());
  }

  private static String sha256(byte[] content, int bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
