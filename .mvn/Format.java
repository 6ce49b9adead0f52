import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Checks that every Java source is formatted by google-java-format, or formats it. Maven starts it
 * on the JDK that compiles Sluice, so that Maven itself may run on an older one.
 *
 * <p>Arguments: {@code check} or {@code apply}, the root folder, and a file that remembers the
 * digests of sources already found clean.
 */
class Format {
  private static final String FIX = "Fix: ./mvnw -q -N validate -Pformat";

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    Path memory = Path.of(args[2]);
    Set<String> known = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
    Set<String> clean = new ConcurrentSkipListSet<>();
    Set<String> complaints = new ConcurrentSkipListSet<>();
    Formatter formatter =
        new Formatter(
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.GOOGLE).build());

    sources(root).parallelStream()
        .forEach(file -> {
          String name = root.relativize(file).toString();
          try {
            String source = Files.readString(file);
            if (known.contains(digest(source))) {
              clean.add(digest(source));
              return;
            }
            String formatted =
                formatter.formatSource(
                    RemoveUnusedImports.removeUnusedImports(
                        ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE)));
            if (formatted.equals(source)) {
              clean.add(digest(source));
            } else if (apply) {
              Files.writeString(file, formatted);
              clean.add(digest(formatted));
              System.out.println("formatted " + name);
            } else {
              complaints.add(name + ": not formatted");
            }
          } catch (FormatterException | IOException e) {
            complaints.add(name + ": " + e.getMessage());
          }
        });

    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.write(memory, new TreeSet<>(clean));
    if (!complaints.isEmpty()) {
      complaints.forEach(System.err::println);
      System.err.println(FIX);
      System.exit(1);
    }
  }

  /** Every source but those that a build made. */
  private static List<Path> sources(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skipped =
                name.equals("target")
                    || name.equals("runs")
                    || (name.startsWith(".") && !name.equals(".mvn") && !dir.equals(root));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static String digest(String source) {
    try {
      byte[] text = source.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
