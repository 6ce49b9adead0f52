package sluice.serving.feedback;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL server of its own, which can be stopped and started again on the same port and data.
 */
public final class PostgresServer implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;
  private int databases;

  /** Starts a server that keeps its data in a folder, and synchronises its disk as a real one. */
  public PostgresServer(Path data) throws IOException {
    this.data = data;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    start("on");
  }

  /** Starts the server. */
  public void start(String fsync) throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", fsync)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
  }

  /** Stops the server. */
  public void stop() throws IOException {
    server.close();
  }

  /** Returns the URL of a database. */
  String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres";
  }

  /** Makes a database and returns its URL. */
  public String freshDatabase(String options) throws SQLException {
    String name = "test_" + databases++;
    execute("CREATE DATABASE " + name + " " + options);
    return url(name);
  }

  /** Runs a statement as the server's administrator. */
  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
