package sluice.ingestion.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import sluice.core.ConfigNode;
import sluice.core.Progress;
import sluice.core.UserError;
import sluice.core.store.AtomicFolder;

/**
 * Downloads a named dataset, checks it and unpacks it.
 *
 * <p>The archive grows as {@code <archive>.part} and is taken up where it broke off when fetched
 * again. Only a whole archive of the right checksum is unpacked, into a temporary folder that is
 * renamed at the end: whatever goes wrong, a dataset that was there before stays as it was.
 */
public final class DatasetFetcher {
  private static final Pattern MD5 = Pattern.compile("\\b[0-9a-fA-F]{32}\\b");
  private static final long MOST_BYTES = 64L << 30;

  private final NamedDataset dataset;
  private final NamedDataset.Download download;
  private final Path target;
  private final String base;
  private final Progress progress;
  private final Duration patience;

  private DatasetFetcher(
      NamedDataset dataset,
      NamedDataset.Download download,
      Path target,
      String base,
      Progress progress,
      Duration patience) {
    this.dataset = dataset;
    this.download = download;
    this.target = target;
    this.base = base;
    this.progress = progress;
    this.patience = patience;
  }

  /**
   * Fetches a dataset into a folder of its own below the target; does nothing where it is there
   * already.
   *
   * @param name one of {@link NamedDatasets#names}
   * @param target where datasets are kept
   * @param baseUrl where to fetch from in place of the publisher, such as a mirror's folder; empty:
   *     the publisher
   * @return the dataset's folder
   * @throws UserError where the name is unknown, the server does not answer, or the checksum is
   *     wrong
   */
  public static Path fetch(String name, Path target, Optional<String> baseUrl, Progress progress) {
    NamedDataset dataset =
        NamedDatasets.find(name)
            .orElseThrow(() ->
                new UserError(
                    "there is no dataset named "
                        + name
                        + ConfigNode.didYouMean(name, NamedDatasets.names())
                        + "; names are "
                        + String.join(", ", NamedDatasets.names())));
    NamedDataset.Download download =
        dataset
            .download()
            .orElseThrow(() ->
                new UserError(
                    name + " is made here; there is nothing to fetch. Just run: sluice run"));
    return fetch(dataset, download, target, baseUrl, progress);
  }

  static Path fetch(
      NamedDataset dataset,
      NamedDataset.Download download,
      Path target,
      Optional<String> baseUrl,
      Progress progress) {
    String base = baseUrl.orElse(download.baseUrl());
    return new DatasetFetcher(
            dataset,
            download,
            target,
            base.endsWith("/") ? base : base + "/",
            progress,
            Duration.ofSeconds(30))
        .run();
  }

  private Path run() {
    Path folder = target.resolve(download.folder());
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path part = target.resolve(download.archive() + ".part");
    try (HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build()) {
      Files.createDirectories(target);
      Optional<String> known = download.md5();
      String expected = known.isPresent() ? known.get() : published(client);
      transfer(client, part);
      String actual = md5(part);
      if (!actual.equalsIgnoreCase(expected)) {
        Files.delete(part);
        throw new UserError(
            base
                + download.archive()
                + " has the checksum (md5) "
                + actual
                + " where "
                + expected
                + " is expected; what was fetched has been removed. Fetch it again; if it stays so,"
                + " the file has been changed by its publisher or on the way");
      }
      unpack(part, folder);
      Files.delete(part);
      return folder;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("the download of " + dataset.name() + " was interrupted", e);
    } catch (IOException e) {
      throw new UserError(
          "the download of "
              + base
              + download.archive()
              + " failed: "
              + reason(e)
              + (Files.exists(part)
                  ? ". What has arrived is kept; the same command goes on from there"
                  : ". Is the network there? Fetch it again, or give a mirror by --base-url"),
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.net.ConnectException
        ? "no connection"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private HttpRequest.Builder request(String file) {
    return HttpRequest.newBuilder(URI.create(base + file)).timeout(Duration.ofMinutes(2)).GET();
  }

  /** Fetches the checksum that lies next to the archive. */
  private String published(HttpClient client) throws IOException, InterruptedException {
    String file = download.archive() + ".md5";
    HttpResponse<String> response =
        client.send(
            request(file).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    Matcher m = MD5.matcher(response.body());
    if (response.statusCode() != 200 || !m.find()) {
      throw new UserError(
          base
              + file
              + " gave no checksum (status "
              + response.statusCode()
              + "), and without one nothing is unpacked. Is the address right?");
    }
    return m.group();
  }

  private void transfer(HttpClient client, Path part) throws IOException, InterruptedException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = request(download.archive());
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      int status = response.statusCode();
      boolean goesOn = status == 206 && startsAt(response, have);
      if (status == 416 && have > 0) {
        return; // All of it has arrived already; the checksum tells whether it is right.
      }
      if (status != 200 && !goesOn) {
        throw new UserError(
            base
                + download.archive()
                + " answers with status "
                + status
                + (status == 404 ? " (not found)" : "")
                + "; is the address right? Nothing was changed");
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      progress.start("fetch " + dataset.name(), length < 0 ? -1 : length + (goesOn ? have : 0));
      if (goesOn) {
        progress.advance(have);
      }
      long arrived = copy(in, part, goesOn);
      progress.end();
      if (length >= 0 && arrived < length) {
        throw new IOException("the connection ended after " + arrived + " of " + length + " bytes");
      }
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long offset) {
    return response
        .headers()
        .firstValue("Content-Range")
        .map(r -> r.startsWith("bytes " + offset + "-"))
        .orElse(false);
  }

  private long copy(InputStream in, Path part, boolean append) throws IOException {
    long arrived = 0;
    try (OutputStream out =
        Files.newOutputStream(
            part,
            StandardOpenOption.CREATE,
            append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[1 << 16];
      int n;
      while ((n = in.read(buffer)) >= 0) {
        out.write(buffer, 0, n);
        arrived += n;
        progress.advance(n);
      }
    }
    return arrived;
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      int n;
      while ((n = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void unpack(Path archive, Path folder) throws IOException {
    try (AtomicFolder unpacked = AtomicFolder.begin(folder)) {
      Path fresh = unpacked.path();
      long left = MOST_BYTES;
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        @Nullable ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
          Path file = fresh.resolve(entry.getName()).normalize();
          if (!file.startsWith(fresh)) {
            throw new UserError(
                archive
                    + " holds "
                    + entry.getName()
                    + ", which would lie outside its folder; nothing was unpacked");
          }
          if (entry.isDirectory()) {
            Files.createDirectories(file);
            continue;
          }
          Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
          left -= Files.copy(zip, file);
          if (left < 0) {
            throw new UserError(archive + " unpacks to more than 64 GB; nothing was unpacked");
          }
        }
      } catch (ZipException | IllegalArgumentException e) {
        throw new UserError(archive + " is not a sound zip file: " + e.getMessage(), e);
      }
      Path inside = fresh.resolve(download.folder());
      unpacked.complete(Files.isDirectory(inside) ? inside : fresh);
    }
  }
}
